/** What the pages show of each notebook, kept until its file changes: maths takes long to render. */

import { escapeHtml } from "../format/markdown.ts";
import { type Contents, parseStored, type StoredNotebook } from "./contents.ts";
import { type NotebookSummary, renderNotebook, summarize } from "./notebook-html.ts";

export interface RenderedNotebooks {
  /** In the course's order. A damaged notebook is among them, with what is amiss as its lead. */
  summaries(): Promise<NotebookSummary[]>;
  /** A notebook with the one before it and the one after it, where there are such. */
  around(name: string): Promise<NotebookSummary[]>;
  /** Throws HttpError for a damaged notebook. */
  chapter(stored: StoredNotebook): Promise<RenderedChapter>;
  /** Renders every notebook once, so that the first reader need not wait. */
  prepare(): Promise<void>;
}

export interface RenderedChapter {
  readonly summary: NotebookSummary;
  /** The <main> of the notebook's page. */
  readonly body: string;
}

export function createRenderedNotebooks(contents: Contents): RenderedNotebooks {
  const summaries = new Map<string, NotebookSummary>();
  const bodies = new Map<string, string>();

  function summaryOf(stored: StoredNotebook): NotebookSummary {
    const key = `${stored.name} ${stored.version}`;
    const known = summaries.get(key) ?? summarize(stored.name, parseStored(stored));
    remember(summaries, key, known, 200);
    return known;
  }

  async function summary(name: string): Promise<NotebookSummary> {
    try {
      return summaryOf(await contents.read(name));
    } catch (error) {
      const lead = `<p>${escapeHtml((error as Error).message)}</p>`;
      return { name, title: name, heading: escapeHtml(name), lead, exercises: [] };
    }
  }

  async function chapter(stored: StoredNotebook): Promise<RenderedChapter> {
    const { name, version, modified, isCopy, originalChanged } = stored;
    const key = `${name} ${version} ${modified.getTime()} ${isCopy} ${originalChanged}`;
    const summary = summaryOf(stored);
    const body = bodies.get(key) ?? (await renderNotebook(parseStored(stored), stored, summary.title));
    remember(bodies, key, body, 40);
    return { summary, body };
  }

  return {
    chapter,
    async around(name) {
      const names = await contents.list();
      const here = names.indexOf(name);
      return await Promise.all(names.slice(Math.max(0, here - 1), here + 2).map(summary));
    },
    summaries: async () => await Promise.all((await contents.list()).map(summary)),
    async prepare() {
      for (const name of await contents.list()) {
        const prepared = contents.read(name).then(chapter);
        await prepared.catch(() => undefined); // the reader of that page is told
      }
    },
  };
}

/** Keeps the newest `most` entries. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}
