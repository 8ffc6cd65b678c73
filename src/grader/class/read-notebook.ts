/**
 * The code cells of a submitted notebook, read with patience: a cell that is damaged, copied, moved or gone does
 * not cost the others anything. Nothing of a notebook is run.
 */

export interface NotebookCell {
  /** Counted from 1 over all cells, as a student counts them. */
  readonly number: number;
  readonly source: string;
  /** The exercise that the cell is marked with, such as "X1.1". */
  readonly exercise?: string;
}

export interface NotebookCells {
  readonly cells: readonly NotebookCell[];
  /** What could not be read, one sentence each. */
  readonly notes: readonly string[];
}

type Unknown = Record<string, unknown>;

export function readNotebook(text: string, name: string): NotebookCells {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { cells: [], notes: [`${name} is damaged and cannot be read as a notebook.`] };
  }
  const found = cellsOf(notebook);
  if (!found) return { cells: [], notes: [`${name} holds no cells.`] };
  const cells: NotebookCell[] = [];
  const notes: string[] = [];
  found.forEach((cell, i) => {
    if (!isRecord(cell)) {
      notes.push(`${name}: cell ${i + 1} is damaged and was left out.`);
      return;
    }
    if (cell.cell_type === "markdown" || cell.cell_type === "raw") return;
    const source = sourceOf(cell.source ?? cell.input);
    if (source === undefined) notes.push(`${name}: the text of cell ${i + 1} is damaged and was left out.`);
    else cells.push({ number: i + 1, source, ...markOf(cell) });
  });
  return { cells, notes };
}

const isRecord = (value: unknown): value is Unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Format 4; format 3 kept its cells in worksheets. */
function cellsOf(notebook: unknown): unknown[] | undefined {
  if (!isRecord(notebook)) return undefined;
  if (Array.isArray(notebook.cells)) return notebook.cells;
  if (!Array.isArray(notebook.worksheets)) return undefined;
  return notebook.worksheets.flatMap((sheet) =>
    isRecord(sheet) && Array.isArray(sheet.cells) ? sheet.cells : [],
  );
}

/** One text or a list of lines. */
function sourceOf(source: unknown): string | undefined {
  if (typeof source === "string") return source;
  return Array.isArray(source) && source.every((line) => typeof line === "string")
    ? source.join("")
    : undefined;
}

/** The course's own mark, or nbgrader's id, which other tools keep ("x1-1", "exercise-x1-1"). */
function markOf({ metadata }: Unknown): { exercise?: string } {
  if (!isRecord(metadata)) return {};
  const own = isRecord(metadata.unrolled) ? metadata.unrolled.exercise : undefined;
  if (typeof own === "string") return { exercise: own };
  const id = isRecord(metadata.nbgrader) ? metadata.nbgrader.grade_id : undefined;
  const match = typeof id === "string" ? /^(?:exercise-)?x(\d+)[-_.](\d+)$/i.exec(id) : null;
  return match ? { exercise: `X${Number(match[1])}.${Number(match[2])}` } : {};
}
