/** Search over the text of all notebooks: every word must stand in the cell, in any order, in any case. */

import { isSpeakerNotes, type Notebook } from "./notebook.ts";

export interface SearchHit {
  readonly path: string;
  /** Title of the notebook. */
  readonly title: string;
  readonly cell: string;
  /** The heading above. */
  readonly heading: string;
  /** The first line that holds one of the words. */
  readonly line: string;
}

export interface SearchedNotebook {
  readonly path: string;
  readonly title: string;
  readonly notebook: { readonly cells: readonly SearchedCell[] };
}

type SearchedCell = Pick<Notebook["cells"][number], "id" | "cell_type" | "source" | "metadata">;

export function searchNotebooks(
  notebooks: readonly SearchedNotebook[],
  text: string,
  most = 50,
): SearchHit[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return notebooks.flatMap((searched) => hitsIn(searched, words)).slice(0, most);
}

function hitsIn({ path, title, notebook }: SearchedNotebook, words: readonly string[]): SearchHit[] {
  let heading = title;
  const shown = notebook.cells.filter((cell) => !isSpeakerNotes(cell)); // no page shows them
  return shown.flatMap(({ id, cell_type, source }) => {
    if (cell_type === "markdown") heading = /^#+ +(.+)$/m.exec(source)?.[1] ?? heading;
    const lower = source.toLowerCase();
    if (!words.every((word) => lower.includes(word))) return [];
    const lines = source.split("\n");
    const line =
      lines.find((candidate) => words.some((word) => candidate.toLowerCase().includes(word))) ?? "";
    return [{ path, title, cell: id, heading, line: shortened(line.trim(), words[0]!) }];
  });
}

/** At most 160 characters around the word. */
function shortened(line: string, word: string): string {
  if (line.length <= 160) return line;
  const from = Math.max(0, line.toLowerCase().indexOf(word) - 60);
  return `${from > 0 ? "…" : ""}${line.slice(from, from + 158)}…`;
}
