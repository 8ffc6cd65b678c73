/** Writes executed notebooks as a book: a folder of pages that needs no server, for any host or none. */

import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { escapeHtml } from "../format/markdown.ts";
import type { Notebook } from "../format/notebook.ts";
import { renderIndex, renderNeighbours, solvedText } from "../server/index-html.ts";
import { summarize } from "../server/notebook-html.ts";
import { copyBuiltFiles, copyPlotly, copyWalkthroughs, writeSearchText } from "./book-files.ts";
import { renderBookPage } from "./book-page.ts";
import { type BookExercise, pageFile, renderChapter } from "./chapter-html.ts";

export interface Chapter {
  /** File name: "04-title.ipynb". */
  readonly name: string;
  /** Executed. */
  readonly notebook: Notebook;
}

export interface BookOptions {
  readonly chapters: readonly Chapter[];
  readonly exercises: readonly BookExercise[];
  /** The book's script and style as built: dist/book. */
  readonly built: string;
  /** The script of the walkthroughs as built: dist/walkthroughs/view.js. */
  readonly walkthroughs: string;
  /** A folder that is not there, is empty, or holds an earlier book, which is replaced. */
  readonly out: string;
}

/** Marks a folder as a book, so that writing it again deletes nothing else. */
const mark = "unrolled-book.json";

/** Throws an Error if `out` holds something else than a book; it is then left as it is. */
export async function checkBookFolder(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [] as string[];
    throw new Error(`book: ${out} cannot be written to: ${error.message}`);
  });
  if (names.length === 0 || names.includes(mark)) return;
  throw new Error(`book: ${out} holds something else (${names[0]}); name an empty or a new folder.`);
}

/** The book appears whole: it is written beside its place and then moved there. */
export async function writeBook(options: BookOptions): Promise<void> {
  const { out } = options;
  await checkBookFolder(out);
  await mkdir(dirname(out), { recursive: true });
  const draft = join(dirname(out), `.${basename(out)}-${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft);
    await writePages(options, draft);
    await rm(out, { recursive: true, force: true });
    await rename(draft, out);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writePages(
  { chapters, exercises, built, walkthroughs: view }: BookOptions,
  out: string,
): Promise<void> {
  const summaries = chapters.map(({ name, notebook }) => summarize(name, notebook));
  const searched = chapters.map(({ name, notebook }, index) => ({
    path: name,
    title: summaries[index].title,
    notebook,
  }));
  const files = { ...(await copyBuiltFiles(built, out)), search: await writeSearchText(searched, out) };
  const index = {
    title: "Unrolled",
    kind: "index",
    header: "",
    content: renderIndex(summaries, undefined, pageFile),
  } as const;
  await writeFile(join(out, "index.html"), renderBookPage(index, files));
  for (const [at, { name, notebook }] of chapters.entries()) {
    const { title, exercises: ids } = summaries[at];
    const { html, figures, hasWalkthroughs } = renderChapter(notebook, title, exercises);
    const plotly = await copyPlotly(figures, out);
    const walkthroughs = hasWalkthroughs ? await copyWalkthroughs(view, out) : undefined;
    const page = {
      title: `${title} · Unrolled`,
      kind: "notebook",
      header: `<p class="title">${escapeHtml(title)}</p>\n<p class="progress">${solvedText(ids, undefined)}</p>`,
      content: html + renderNeighbours(name, summaries, pageFile),
      ...(plotly && { plotly }),
      ...(walkthroughs && { walkthroughs }),
    } as const;
    await writeFile(join(out, decodeURIComponent(pageFile(name))), renderBookPage(page, files));
  }
  await writeFile(join(out, mark), `${JSON.stringify({ chapters: chapters.map(({ name }) => name) })}\n`);
}
