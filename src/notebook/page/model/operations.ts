/** What Jupyter's command keys do to the notebook. Each takes a state and returns the next one. */

import { attachmentsOf, type CellType, converted, isCode, isLocked, type LiveCell, newCell } from "./cell.ts";
import { indexOf, move, type NotebookState, replace, select, selectedCell } from "./notebook-state.ts";

export type Operation = (state: NotebookState) => NotebookState;

const at = (state: NotebookState): number => Math.max(0, indexOf(state, state.selected));

export const insertAbove: Operation = (state) => {
  const cell = newCell("code");
  return replace(state, at(state), 0, [cell], cell.id);
};

export const insertBelow: Operation = (state) => {
  const cell = newCell("code");
  return replace(state, at(state) + 1, 0, [cell], cell.id);
};

/** The last cell is replaced by an empty one: a notebook without a cell has no place to type. */
export const remove: Operation = (state) => {
  const index = at(state);
  if (isLocked(state.cells[index])) return state;
  if (state.cells.length === 1) {
    const empty = newCell("code");
    return replace(state, 0, 1, [empty], empty.id);
  }
  const next = state.cells[index + 1] ?? state.cells[index - 1];
  return replace(state, index, 1, [], next.id);
};

export const copy: Operation = (state) => ({ ...state, clipboard: selectedCell(state) });

export const cut: Operation = (state) => (isLocked(selectedCell(state)) ? state : remove(copy(state)));

export const paste: Operation = (state) => {
  if (state.clipboard === undefined) return state;
  const cell = { ...state.clipboard, id: newCell("code").id };
  return replace(state, at(state) + 1, 0, [cell], cell.id);
};

export const selectLast: Operation = (state) => select(state, state.cells[state.cells.length - 1].id);

export const moveUp: Operation = (state) => move(state, at(state), at(state) - 1);

export const moveDown: Operation = (state) => move(state, at(state), at(state) + 1);

export const toCode: Operation = (state) => convert(state, "code");

export const toMarkdown: Operation = (state) => convert(state, "markdown");

export const toRaw: Operation = (state) => convert(state, "raw");

function convert(state: NotebookState, type: CellType): NotebookState {
  const cell = selectedCell(state);
  return cell.cell_type === type ? state : replace(state, at(state), 1, [converted(cell, type)], cell.id);
}

/**
 * Splits at a position in the source; the line break at the cut belongs to neither half. Pictures go with
 * both, because either can show them.
 */
export function split(state: NotebookState, position: number): NotebookState {
  const cell = selectedCell(state);
  const above: LiveCell = { ...cell, source: cell.source.slice(0, position).replace(/\n$/, "") };
  const below: LiveCell = {
    ...newCell(cell.cell_type, cell.source.slice(position).replace(/^\n/, "")),
    metadata: withoutExercise(cell.metadata),
    ...pictures(attachmentsOf(cell)),
  };
  return replace(state, at(state), 1, [above, below], below.id);
}

export const mergeBelow: Operation = (state) => {
  const index = at(state);
  const below = state.cells[index + 1];
  if (below === undefined || isLocked(below)) return state;
  const cell = state.cells[index];
  const attachments = { ...attachmentsOf(below), ...attachmentsOf(cell) };
  const merged: LiveCell = {
    ...cell,
    source: `${cell.source}\n\n${below.source}`,
    ...(isCode(cell) ? {} : pictures(attachments)),
  };
  return replace(state, index, 2, [merged], cell.id);
};

/** A cell without pictures has no place for them in the file either. */
function pictures(attachments: ReturnType<typeof attachmentsOf> = {}): object {
  return Object.keys(attachments).length === 0 ? {} : { attachments };
}

/** One cell answers an exercise; the half that is split off does not. */
function withoutExercise(metadata: LiveCell["metadata"]): LiveCell["metadata"] {
  const { unrolled: _, ...rest } = metadata;
  return rest;
}
