/** Cells as the page works with them: those of the file format, with outputs that the kernel can still update. */

import type { MimeBundle } from "../../format/message.ts";
import type { Cell, CodeCell, Notebook, Output } from "../../format/notebook.ts";

export type CellType = Cell["cell_type"];

/** `displayId` is set while the kernel may still update the output; it is not saved. */
export type LiveOutput = Output & { readonly displayId?: string };

export type LiveCell =
  | Exclude<Cell, CodeCell>
  | (Omit<CodeCell, "outputs"> & { readonly outputs: readonly LiveOutput[] });

export type LiveCodeCell = Extract<LiveCell, { cell_type: "code" }>;

export function newCell(type: CellType, source = ""): LiveCell {
  const common = { id: crypto.randomUUID().slice(0, 8), metadata: {}, source };
  return type === "code"
    ? { ...common, cell_type: type, execution_count: null, outputs: [] }
    : { ...common, cell_type: type };
}

/** The same text as a cell of another type; outputs do not survive. */
export function converted(cell: LiveCell, type: CellType): LiveCell {
  const { id, metadata, source } = cell;
  return { ...newCell(type, source), id, metadata } as LiveCell;
}

export function isCode(cell: LiveCell): cell is LiveCodeCell {
  return cell.cell_type === "code";
}

/** The pictures in a cell that is not code. */
export function attachmentsOf(cell: LiveCell): Record<string, MimeBundle> | undefined {
  return isCode(cell) ? undefined : cell.attachments;
}

export function isLocked(cell: LiveCell): boolean {
  return cell.metadata.deletable === false;
}

/** The id of the exercise that this cell answers, such as "X1.1". */
export function exerciseOf(cell: LiveCell): string | undefined {
  return isCode(cell) ? cell.metadata.unrolled?.exercise : undefined;
}

/** The notebook as it is saved: `shell` gives everything but the cells. */
export function notebookOf(shell: Notebook, cells: readonly LiveCell[]): Notebook {
  return { ...shell, cells: cells.map(savedCell) };
}

function savedCell(cell: LiveCell): Cell {
  if (!isCode(cell)) return cell;
  return { ...cell, outputs: cell.outputs.map(({ displayId: _, ...output }) => output as Output) };
}
