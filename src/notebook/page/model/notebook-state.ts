/**
 * The notebook as plain data, with unlimited undo and redo of its structure: cells inserted, deleted,
 * moved, split, merged, converted. What is typed into a cell has its own history, in the editor; undoing
 * a deletion therefore never takes back what was typed elsewhere since.
 */

import { isCode, type LiveCell, type LiveCodeCell, newCell } from "./cell.ts";

export interface NotebookState {
  readonly cells: readonly LiveCell[];
  /** Id of the selected cell. */
  readonly selected: string;
  readonly clipboard: LiveCell | undefined;
  readonly past: readonly Change[];
  readonly future: readonly Change[];
}

/** A change that can be taken back. */
export type Change =
  | {
      readonly kind: "replace";
      readonly at: number;
      readonly before: readonly LiveCell[];
      readonly after: readonly LiveCell[];
    }
  | { readonly kind: "move"; readonly from: number; readonly to: number };

export function createState(cells: readonly LiveCell[]): NotebookState {
  const shown = cells.length > 0 ? cells : [newCell("code")];
  return { cells: shown, selected: shown[0].id, clipboard: undefined, past: [], future: [] };
}

export function indexOf(state: NotebookState, id: string): number {
  return state.cells.findIndex((cell) => cell.id === id);
}

export function selectedCell(state: NotebookState): LiveCell {
  return state.cells[Math.max(0, indexOf(state, state.selected))];
}

export function select(state: NotebookState, id: string): NotebookState {
  return id === state.selected || indexOf(state, id) < 0 ? state : { ...state, selected: id };
}

/** Changes one cell's content; not a step of undo. What a run brings is for code: the cell may be text by now. */
export function updateCell(
  state: NotebookState,
  id: string,
  change: Partial<LiveCodeCell> | { source: string },
): NotebookState {
  const at = indexOf(state, id);
  if (at < 0 || !(isCode(state.cells[at]) || "source" in change)) return state;
  return { ...state, cells: state.cells.with(at, { ...state.cells[at], ...change } as LiveCell) };
}

/** Puts `after` in the place of `removed` cells from `at` on, and selects one of the cells. */
export function replace(
  state: NotebookState,
  at: number,
  removed: number,
  after: readonly LiveCell[],
  selected: string,
): NotebookState {
  const before = state.cells.slice(at, at + removed);
  const cells = state.cells.toSpliced(at, removed, ...after);
  const change: Change = { kind: "replace", at, before, after };
  return { ...state, cells, selected, past: [...state.past, change], future: [] };
}

export function move(state: NotebookState, from: number, to: number): NotebookState {
  if (from === to || to < 0 || to >= state.cells.length) return state;
  const change: Change = { kind: "move", from, to };
  return { ...state, cells: moved(state.cells, from, to), past: [...state.past, change], future: [] };
}

export function undo(state: NotebookState): NotebookState {
  const change = state.past.at(-1);
  if (change === undefined) return state;
  const { cells, selected, done } = reverse(state.cells, change);
  return {
    ...state,
    cells,
    selected: selected ?? state.selected,
    past: state.past.slice(0, -1),
    future: [done, ...state.future],
  };
}

export function redo(state: NotebookState): NotebookState {
  const change = state.future[0];
  if (change === undefined) return state;
  const { cells, selected, done } = reverse(state.cells, change);
  return {
    ...state,
    cells,
    selected: selected ?? state.selected,
    past: [...state.past, done],
    future: state.future.slice(1),
  };
}

/**
 * Takes a change back, and says how it was done: `done` is the change from the new state to the old one
 * in the same form, holding the cells as they are now, so that nothing typed in between is lost.
 */
function reverse(
  cells: readonly LiveCell[],
  change: Change,
): { cells: readonly LiveCell[]; selected: string | undefined; done: Change } {
  if (change.kind === "move") {
    const back: Change = { kind: "move", from: change.to, to: change.from };
    return { cells: moved(cells, change.to, change.from), selected: cells[change.to].id, done: back };
  }
  const now = cells.slice(change.at, change.at + change.after.length);
  const sameCell = now.length === 1 && change.before.length === 1 && now[0].id === change.before[0].id;
  const restored = sameCell ? [{ ...change.before[0], source: now[0].source }] : change.before;
  const next = cells.toSpliced(change.at, now.length, ...restored);
  const neighbour = next[Math.min(change.at, next.length - 1)];
  return {
    cells: next,
    selected: neighbour?.id,
    done: { kind: "replace", at: change.at, before: now, after: restored },
  };
}

function moved(cells: readonly LiveCell[], from: number, to: number): LiveCell[] {
  return cells.toSpliced(from, 1).toSpliced(to, 0, cells[from]);
}
