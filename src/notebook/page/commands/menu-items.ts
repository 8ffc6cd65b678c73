/** Commands as entries of a menu, and the menu that each cell has. */

import { exerciseOf, isCode } from "../model/cell.ts";
import { selectedCell } from "../model/notebook-state.ts";
import { type Command, type CommandName, carryOut, commands } from "./commands.ts";
import { keyLabel } from "./keys.ts";
import type { WorkbookActions } from "./workbook-actions.ts";

export function menuItem(workbook: WorkbookActions, name: CommandName, disabled = false) {
  const command: Command = commands[name];
  const { label, keys } = command;
  return {
    label,
    disabled,
    ...(keys[0] === undefined ? {} : { keys: keyLabel(keys[0]) }),
    run: () => void carryOut(command, workbook),
  };
}

/** What the menu at a cell offers; on the stage nothing that changes which cells there are. */
export function cellMenu(workbook: WorkbookActions, isLecture: boolean) {
  const cell = selectedCell(workbook.store.notebook);
  const item = (name: CommandName) => menuItem(workbook, name);
  const reset = menuItem(workbook, "resetCell", !workbook.hasOriginal);
  const check = exerciseOf(cell) === undefined ? [] : [item("check")];
  if (isLecture) return [item(isCode(cell) ? "run" : "edit"), ...check, reset];
  return [
    ...(isCode(cell) ? [item("runAdvance"), item("runAbove"), item("runBelow")] : [item("edit")]),
    ...check,
    "---" as const,
    item("insertAbove"),
    item("insertBelow"),
    item("moveUp"),
    item("moveDown"),
    item("merge"),
    item(isCode(cell) ? "toText" : "toCode"),
    "---" as const,
    reset,
    item("remove"),
    item("undo"),
  ];
}
