/** Everything the reader can do, once: the keys, the menus and the list of keys read this table. */

import { tellFailure } from "../dom/dialog.ts";
import { redo, undo } from "../model/notebook-state.ts";
import * as operations from "../model/operations.ts";
import { printPage } from "../reading/print.ts";
import { downloadNotebook, downloadTypeScript } from "./download.ts";
import { selectBeside } from "./select-beside.ts";
import type { WorkbookActions } from "./workbook-actions.ts";

export interface Command {
  readonly label: string;
  readonly keys: readonly string[];
  /** In which mode its keys count: while the cell has the focus, while its editor has it, or both. */
  readonly mode: "command" | "edit" | "both";
  run(workbook: WorkbookActions): void | Promise<void>;
}

const structure = (label: string, keys: readonly string[], operation: operations.Operation): Command => ({
  label,
  keys,
  mode: "command",
  run(workbook) {
    workbook.store.apply(operation);
    workbook.view.focusSelected();
  },
});

export const commands = {
  runAdvance: {
    label: "Run, then go to the next cell",
    keys: ["Shift-Enter"],
    mode: "both",
    run: (workbook) => workbook.runSelected("advance"),
  },
  run: {
    label: "Run; twice: check the exercise",
    keys: ["Mod-Enter"],
    mode: "both",
    run: (workbook) => workbook.runSelected("stay"),
  },
  runInsert: {
    label: "Run and insert a cell below",
    keys: ["Alt-Enter"],
    mode: "both",
    run: (workbook) => workbook.runSelected("insert"),
  },
  runAll: { label: "Run all", keys: [], mode: "command", run: (workbook) => workbook.runRange("all") },
  runAbove: {
    label: "Run all above",
    keys: [],
    mode: "command",
    run: (workbook) => workbook.runRange("above"),
  },
  runBelow: {
    label: "Run this and all below",
    keys: [],
    mode: "command",
    run: (workbook) => workbook.runRange("below"),
  },
  stop: { label: "Stop", keys: ["i i"], mode: "command", run: (workbook) => workbook.execution.stop() },
  restart: {
    label: "Restart the kernel",
    keys: ["0 0"],
    mode: "command",
    run: (workbook) => workbook.restart(false),
  },
  restartRunAll: {
    label: "Restart and run all",
    keys: [],
    mode: "command",
    run: (workbook) => workbook.restart(true),
  },
  check: {
    label: "Check the exercise",
    keys: ["Mod-Enter Mod-Enter"],
    mode: "both",
    run: (workbook) => workbook.checkSelected(),
  },
  edit: {
    label: "Edit the cell",
    keys: ["Enter"],
    mode: "command",
    run: (workbook) => workbook.view.selected?.edit(),
  },
  leave: {
    label: "Leave the editor",
    keys: ["Escape"],
    mode: "edit",
    run: (workbook) => workbook.view.focusSelected(),
  },
  save: { label: "Save", keys: ["Mod-s", "s"], mode: "command", run: (workbook) => workbook.saver.saveNow() },
  selectAbove: {
    label: "Select the cell above",
    keys: ["ArrowUp", "k"],
    mode: "command",
    run: (workbook) => selectBeside(workbook, -1),
  },
  selectBelow: {
    label: "Select the cell below",
    keys: ["ArrowDown", "j"],
    mode: "command",
    run: (workbook) => selectBeside(workbook, 1),
  },
  insertAbove: structure("Insert a cell above", ["a"], operations.insertAbove),
  insertBelow: structure("Insert a cell below", ["b"], operations.insertBelow),
  remove: structure("Delete the cell", ["d d"], operations.remove),
  cut: structure("Cut the cell", ["x"], operations.cut),
  copy: structure("Copy the cell", ["c"], operations.copy),
  paste: structure("Paste below", ["v"], operations.paste),
  undo: structure("Undo a change of cells", ["z"], undo),
  redo: structure("Redo", ["Shift-z"], redo),
  moveUp: structure("Move up", ["Mod-Shift-ArrowUp"], operations.moveUp),
  moveDown: structure("Move down", ["Mod-Shift-ArrowDown"], operations.moveDown),
  merge: structure("Merge with the cell below", ["Shift-m"], operations.mergeBelow),
  split: {
    label: "Split at the cursor",
    keys: ["Mod-Shift--"],
    mode: "edit",
    run: (workbook) => workbook.split(),
  },
  toCode: structure("Make it code", ["y"], operations.toCode),
  toText: structure("Make it text", ["m"], operations.toMarkdown),
  toRaw: structure("Make it raw text, shown as it is", ["r"], operations.toRaw),
  resetCell: { label: "Reset this cell", keys: [], mode: "command", run: (workbook) => workbook.resetCell() },
  resetNotebook: {
    label: "Reset the notebook",
    keys: [],
    mode: "command",
    run: (workbook) => workbook.resetNotebook(),
  },
  downloadNotebook: { label: "Download as .ipynb", keys: [], mode: "command", run: downloadNotebook },
  downloadPage: {
    label: "Download as a page (HTML)",
    keys: [],
    mode: "command",
    async run({ saver, path }) {
      await saver.save(); // the server makes the page from what it has
      location.assign(`/api/unrolled/export/${encodeURIComponent(path)}?as=html`);
    },
  },
  downloadTypeScript: { label: "Download as .ts", keys: [], mode: "command", run: downloadTypeScript },
  lecture: {
    label: "Lecture view",
    keys: [],
    mode: "command",
    async run({ saver, path }) {
      await saver.save();
      location.assign(`/lecture/${encodeURIComponent(path)}`);
    },
  },
  print: { label: "Print, or save as PDF", keys: ["Mod-p"], mode: "both", run: () => printPage() },
  speakerNotes: {
    label: "Show or hide the speaker’s notes",
    keys: [],
    mode: "command",
    run: ({ view }) => void view.main.classList.toggle("shows-notes"),
  },
  keys: { label: "All keys", keys: ["h"], mode: "command", run: (workbook) => workbook.showKeys() },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

/** What keys may do on the stage: run, type, look, save; nothing that changes the structure of the notebook. */
export const lectureCommands: ReadonlySet<Command> = new Set<Command>([
  commands.run,
  commands.runAdvance,
  commands.runInsert,
  commands.check,
  commands.stop,
  commands.edit,
  commands.leave,
  commands.save,
  commands.print,
  commands.keys,
]);

/** Does it, and says if it could not be done: the server may have been stopped, or refuse. */
export async function carryOut(command: Command, workbook: WorkbookActions): Promise<void> {
  try {
    await command.run(workbook);
  } catch (error) {
    tellFailure(error as Error);
  }
}

const byKey = new Map<string, Command[]>();
for (const command of Object.values<Command>(commands)) {
  for (const key of command.keys) byKey.set(key, [...(byKey.get(key) ?? []), command]);
}

/** The command of a key in a mode; Ctrl-S saves in both. */
export function commandOf(key: string, mode: "command" | "edit"): Command | undefined {
  if (key === "Mod-s") return commands.save;
  return byKey.get(key)?.find((command) => command.mode === "both" || command.mode === mode);
}
