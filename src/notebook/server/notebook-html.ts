/** A notebook as the <main> of its page: prose finished, code as text until the editors take over. */

import { setImmediate } from "node:timers/promises";
import { escapeHtml, renderInlineMarkdown, renderMarkdown } from "../format/markdown.ts";
import { type Cell, isSpeakerNotes, type Notebook } from "../format/notebook.ts";
import {
  type DrawFigure,
  type DrawWalkthrough,
  placeOfFigure,
  renderOutputs,
} from "../format/output-html.ts";
import type { StoredNotebook } from "./contents.ts";

export interface NotebookSummary {
  readonly name: string;
  /** First heading of the notebook, without markup; the file name if there is none. */
  readonly title: string;
  /** The same without its number, with its markup and maths: HTML without links. */
  readonly heading: string;
  /** First paragraph after the title, as HTML without links. */
  readonly lead: string;
  /** Ids of the exercises in it. */
  readonly exercises: readonly string[];
}

/** A cell at a time, so that other requests are answered in between: maths takes some milliseconds each. */
export async function renderNotebook(
  notebook: Notebook,
  stored: StoredNotebook,
  title: string,
): Promise<string> {
  const usedIds = new Set<string>();
  const cells: string[] = [];
  for (const cell of notebook.cells) {
    cells.push(
      `<section ${cellAttributes(cell)}>\n${renderSource(cell, usedIds, placeOfFigure)}\n</section>`,
    );
    await setImmediate();
  }
  const notice = stored.originalChanged
    ? '<p class="notice original-changed" role="status">The course has a newer version of this notebook. You see your own copy; “Reset notebook” brings the new one.</p>\n'
    : "";
  const state = [
    `data-path="${escapeHtml(stored.name)}"`,
    `data-version="${stored.version}"`,
    `data-modified="${stored.modified.toISOString()}"`,
    `data-copy="${stored.isCopy}"`,
    `data-has-original="${stored.hasOriginal}"`,
    `data-original-changed="${stored.originalChanged}"`,
  ].join(" ");
  return `<main id="main" class="notebook" aria-label="${escapeHtml(title)}" ${state}>
${notice}${cells.join("\n")}
</main>
<script type="application/json" id="notebook">${jsonForScript(notebook)}</script>`;
}

/** JSON that cannot end the script element around it. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** What a cell's element says of it: its kind, its exercise, its claims, and whether it is the speaker's alone. */
export function cellAttributes(cell: Cell): string {
  const { exercise, claims = [] } = cell.metadata.unrolled ?? {};
  return [
    `class="cell ${cell.cell_type}${isSpeakerNotes(cell) ? " speaker-notes" : ""}"`,
    `id="cell-${cell.id}"`,
    `data-cell-id="${cell.id}"`,
    `data-cell-type="${cell.cell_type}"`,
    ...(exercise ? [`data-exercise="${escapeHtml(exercise)}"`] : []),
    ...(claims.length > 0 ? [`data-claims="${escapeHtml(claims.join(" "))}"`] : []),
  ].join(" ");
}

/** Text or code, and what the code answered. `usedIds`: the headings that the page has so far. */
export function renderSource(
  cell: Cell,
  usedIds: Set<string>,
  drawFigure: DrawFigure,
  drawWalkthrough?: DrawWalkthrough,
): string {
  if (cell.cell_type === "markdown") {
    const { source, attachments = {} } = cell;
    return `<div class="source prose">\n${renderMarkdown(source, { attachments, usedIds })}</div>`;
  }
  const source = escapeHtml(cell.source);
  if (cell.cell_type === "raw") return `<pre class="source">${source}</pre>`;
  return `<pre class="source"><code class="language-typescript">${source}</code></pre>
<div class="outputs">${renderOutputs(cell.outputs, drawFigure, drawWalkthrough)}</div>`;
}

export function summarize(name: string, notebook: Notebook): NotebookSummary {
  const exercises = notebook.cells.flatMap(({ metadata }) => metadata.unrolled?.exercise ?? []);
  return {
    name,
    title: notebookTitle(name, notebook),
    heading: withoutLinks(
      renderInlineMarkdown(topHeadingOf(notebook)?.replace(/^\d+ *[·.:–-] */, "") ?? `\`${name}\``),
    ),
    lead: withoutLinks(renderMarkdown(firstParagraph(notebook))),
    exercises: [...new Set(exercises)],
  };
}

export function notebookTitle(name: string, notebook: Notebook): string {
  return topHeadingOf(notebook)?.replace(/[*`$]/g, "").trim() ?? name.replace(/\.ipynb$/, "");
}

const topHeadingOf = (notebook: Notebook): string | undefined => topHeading.exec(prose(notebook))?.[1];

/** A chapter's entry in the list is a link itself, and links do not nest. */
const withoutLinks = (html: string): string => html.replace(/<\/?a\b[^>]*>/g, "");

const topHeading = /^# +(.+?)\s*#*$/m;

function prose({ cells }: Notebook): string {
  return cells
    .filter((cell) => cell.cell_type === "markdown" && !isSpeakerNotes(cell))
    .map(({ source }) => source)
    .join("\n\n");
}

function firstParagraph(notebook: Notebook): string {
  const text = prose(notebook);
  const heading = topHeading.exec(text);
  const after = heading ? text.slice(heading.index + heading[0].length) : text;
  const paragraphs = after.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return paragraphs.find((paragraph) => /^[^\s#>|$\\<-]/.test(paragraph)) ?? "";
}
