/** What the pages show of each notebook, kept until its file changes: maths takes long to render. */

import { escapeHtml } from "../format/markdown.ts";
import { type Contents, parseStored, type StoredNotebook } from "./contents.ts";
import { type NotebookSummary, renderNotebook, summarize } from "./notebook-html.ts";

export interface RenderedNotebooks {
  /** In the course's order. A damaged notebook is among them, with what is amiss as its lead. */
  summaries(): Promise<NotebookSummary[]>;
  summary(name: string): Promise<NotebookSummary>;
  /** The <main> of the notebook's page. Throws HttpError for a damaged notebook. */
  body(stored: StoredNotebook): Promise<string>;
  /** Renders every notebook once, so that the first reader need not wait. */
  prepare(): Promise<void>;
}

export function createRenderedNotebooks(contents: Contents): RenderedNotebooks {
  const summaries = new Map<string, NotebookSummary>();
  const bodies = new Map<string, string>();

  async function summary(name: string): Promise<NotebookSummary> {
    try {
      const stored = await contents.read(name);
      const key = `${name} ${stored.version}`;
      const known = summaries.get(key) ?? summarize(name, parseStored(stored));
      remember(summaries, key, known, 200);
      return known;
    } catch (error) {
      const lead = `<p>${escapeHtml((error as Error).message)}</p>`;
      return { name, title: name, heading: escapeHtml(name), lead, exercises: [] };
    }
  }

  async function body(stored: StoredNotebook): Promise<string> {
    const { name, version, modified, isCopy, originalChanged } = stored;
    const key = `${name} ${version} ${modified.getTime()} ${isCopy} ${originalChanged}`;
    const known = bodies.get(key);
    const { title } = await summary(name);
    const made = known ?? (await renderNotebook(parseStored(stored), stored, title));
    remember(bodies, key, made, 40);
    return made;
  }

  return {
    summary,
    body,
    summaries: async () => await Promise.all((await contents.list()).map(summary)),
    async prepare() {
      for (const name of await contents.list()) {
        const prepared = contents.read(name).then(body);
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
