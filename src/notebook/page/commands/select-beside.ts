/** The next cell that can be seen: a speaker's notes are stepped over while they are hidden. */

import { indexOf, select } from "../model/notebook-state.ts";
import type { WorkbookActions } from "./workbook-actions.ts";

type Selecting = Pick<WorkbookActions, "store" | "view">;

/** The cell after (1) or before (-1) the selected one that is on the screen; undefined at either end. */
export function cellBeside({ store, view }: Selecting, way: -1 | 1): string | undefined {
  const { cells, selected } = store.notebook;
  const at = indexOf(store.notebook, selected);
  const further = way > 0 ? cells.slice(at + 1) : cells.slice(0, at).reverse();
  return further.find(({ id }) => view.view(id)?.section.checkVisibility() === true)?.id;
}

/** Selects it and gives it the focus; at either end the selected cell keeps it. */
export function selectBeside(workbook: Selecting, way: -1 | 1): void {
  const id = cellBeside(workbook, way);
  if (id !== undefined) workbook.store.apply((notebook) => select(notebook, id));
  workbook.view.focusSelected();
}
