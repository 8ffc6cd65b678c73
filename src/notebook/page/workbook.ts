/** One open notebook: its state, its cells on the page, its kernel, its saving, and what the reader may do. */

import type { Notebook } from "../format/notebook.ts";
import type { CellHost } from "./cells/cell-view.ts";
import { CodeCellView } from "./cells/code-cell.ts";
import { type Command, carryOut, commandOf, commands, lectureCommands } from "./commands/commands.ts";
import { showKeys } from "./commands/key-list.ts";
import { KeySequence, keyName } from "./commands/keys.ts";
import { cellMenu } from "./commands/menu-items.ts";
import { cellBeside, selectBeside } from "./commands/select-beside.ts";
import type { WorkbookActions } from "./commands/workbook-actions.ts";
import { ask } from "./dom/dialog.ts";
import { Execution } from "./kernel/execution.ts";
import { helpForCell } from "./kernel/language-server.ts";
import { call } from "./kernel/server.ts";
import { exerciseOf, isCode } from "./model/cell.ts";
import { createState, indexOf, select, selectedCell, updateCell } from "./model/notebook-state.ts";
import * as operations from "./model/operations.ts";
import { Store } from "./model/store.ts";
import { NotebookView } from "./notebook-view.ts";
import type { ErrorPlace } from "./outputs/error-view.ts";
import { type ContentsModel, contentsAddress, Saver, type SaveState } from "./saving/saver.ts";

export interface WorkbookOptions {
  readonly main: HTMLElement;
  readonly notebook: Notebook;
  /** On the stage no key changes the structure of the notebook, and a cell brings what it builds on. */
  readonly isLecture: boolean;
  announce(sentence: string): void;
  onSaveState(state: SaveState): void;
}

export class Workbook implements WorkbookActions {
  readonly store: Store;
  readonly view: NotebookView;
  readonly execution: Execution;
  readonly saver: Saver;
  readonly shell: Notebook;
  readonly path: string;
  readonly hasOriginal: boolean;
  readonly announce: (sentence: string) => void;
  readonly #keys = new KeySequence();
  readonly #isLecture: boolean;

  constructor({ main, notebook, isLecture, announce, onSaveState }: WorkbookOptions) {
    this.#isLecture = isLecture;
    this.path = main.dataset.path as string;
    this.hasOriginal = main.dataset.hasOriginal !== "false";
    this.shell = notebook;
    this.announce = announce;
    this.store = new Store(createState(notebook.cells));
    this.execution = new Execution(this.store, this.path, announce);
    const version = main.dataset.version ?? "";
    this.saver = new Saver({
      store: this.store,
      path: this.path,
      shell: notebook,
      version,
      onState: onSaveState,
    });
    this.view = new NotebookView(main, this.store, this.#cellHost());
    main.addEventListener("keydown", (event) => {
      const section = (event.target as Element).closest("section.cell");
      const isOnCell = event.target === section || (event.target as Element).matches("pre.source");
      if (isOnCell && this.#handleKey(event, "command")) event.preventDefault();
    });
    addEventListener("keydown", (event) => {
      if (event.defaultPrevented || keyName(event) !== "Mod-s") return;
      event.preventDefault();
      void this.saver.saveNow();
    });
  }

  #cellHost(): CellHost {
    return {
      help: (id) => helpForCell(this.store, id),
      run: (id) => void this.#run(id),
      edited: (id, source) => this.store.apply((notebook) => updateCell(notebook, id, { source })),
      key: (event) => this.#handleKey(event, "edit"),
      leave: (id, direction) => this.#leave(id, direction),
      select: (id) => this.store.apply((notebook) => select(notebook, id)),
      menu: (id) => {
        this.store.apply((notebook) => select(notebook, id));
        return cellMenu(this, this.#isLecture);
      },
      goTo: (place) => void this.goTo(place),
    };
  }

  #handleKey(event: KeyboardEvent, mode: "command" | "edit"): boolean {
    const name = keyName(event);
    if (name === undefined) return false;
    for (const keys of this.#keys.next(name, event.timeStamp)) {
      const command: Command | undefined = commandOf(keys, mode);
      if (command === undefined || (this.#isLecture && !lectureCommands.has(command))) continue;
      if (
        command.label === commands.check.label &&
        exerciseOf(selectedCell(this.store.notebook)) === undefined
      )
        continue;
      if (keys.includes(" ")) this.#keys.reset();
      void carryOut(command, this);
      return true;
    }
    return false;
  }

  #leave(id: string, direction: -1 | 1): boolean {
    this.store.apply((notebook) => select(notebook, id));
    const beside = cellBeside(this, direction);
    const next = this.store.notebook.cells.find((cell) => cell.id === beside);
    const view = next === undefined ? undefined : this.view.view(next.id);
    if (next === undefined || view === undefined) return false;
    this.store.apply((notebook) => select(notebook, next.id));
    if (isCode(next)) void view.edit(direction < 0 ? "end" : "start");
    else this.view.focusSelected();
    return true;
  }

  /** As Jupyter's Shift-, Ctrl- and Alt-Enter: run, then go on, stay, or insert a cell below. */
  runSelected(then: "advance" | "stay" | "insert"): void {
    const cell = selectedCell(this.store.notebook);
    if (isCode(cell)) void this.#run(cell.id);
    const isLast = cellBeside(this, 1) === undefined;
    if (then === "stay" || this.#isLecture) {
      this.view.focusSelected();
      return;
    }
    this.view.selected?.stopEditing();
    if (then === "insert" || isLast) {
      this.store.apply(operations.insertBelow);
      void this.view.selected?.edit("start");
    } else {
      selectBeside(this, 1);
    }
  }

  /** In a lecture the imports and settings are not on the slides, so a cell runs with those above it. */
  async #run(id: string): Promise<void> {
    const { cells } = this.store.notebook;
    const { lastRuns } = this.store.state;
    const above = cells.slice(0, indexOf(this.store.notebook, id)).filter((cell) => !lastRuns.has(cell.id));
    await this.execution.run([...(this.#isLecture ? above.map((cell) => cell.id) : []), id]);
  }

  async runRange(range: "all" | "above" | "below"): Promise<void> {
    const { cells } = this.store.notebook;
    const at = indexOf(this.store.notebook, this.store.notebook.selected);
    const part = { all: cells, above: cells.slice(0, at), below: cells.slice(at) }[range];
    await this.execution.runInOrder(part.map(({ id }) => id));
  }

  /** Asks first if there is something to lose. */
  async restart(thenRunAll: boolean): Promise<void> {
    if (this.store.state.lastRuns.size > 0) {
      const text = "All variables will be gone. The text of the cells and their outputs stay.";
      const yes = thenRunAll ? "Restart and run all" : "Restart";
      const answers = [
        { label: yes, value: true },
        { label: "Keep it", value: false },
      ];
      if (!(await ask("Restart the kernel?", text, answers))) return;
    }
    await this.execution.restart();
    if (thenRunAll) await this.runRange("all");
  }

  async checkSelected(): Promise<void> {
    const view = this.view.selected;
    if (view instanceof CodeCellView) await view.checkPanel?.check();
  }

  split(): void {
    const at = this.view.selected?.position ?? 0;
    this.view.selected?.stopEditing();
    this.store.apply((notebook) => operations.split(notebook, at));
    void this.view.selected?.edit("start");
  }

  /** The last cell that ran under this number; an error can come from any cell. */
  async goTo({ count, line, column }: ErrorPlace): Promise<void> {
    const cell = this.store.notebook.cells.findLast((each) => isCode(each) && each.execution_count === count);
    if (cell === undefined)
      return this.announce(`The cell that ran as number ${count} is not here any more.`);
    this.store.apply((notebook) => select(notebook, cell.id));
    await this.view.view(cell.id)?.goToLine(line, column);
  }

  async resetCell(): Promise<void> {
    const { id } = selectedCell(this.store.notebook);
    const model = await call<ContentsModel>("GET", `${contentsAddress(this.path)}?original=1`);
    const original = model.content?.cells.find((cell) => cell.id === id);
    if (original === undefined)
      return this.announce("This cell is your own; the course has no original of it.");
    const { toCode, toMarkdown, toRaw } = operations;
    const toKind = { code: toCode, markdown: toMarkdown, raw: toRaw }[original.cell_type];
    this.store.apply((notebook) => updateCell(toKind(select(notebook, id)), id, { source: original.source }));
    this.announce("The cell is as the course wrote it.");
  }

  async resetNotebook(): Promise<void> {
    const text = "Your copy of this notebook will be deleted, and the course's original shown.";
    const answers = [
      { label: "Delete my copy", value: true },
      { label: "Keep it", value: false },
    ];
    if (!(await ask("Reset the whole notebook?", text, answers))) return;
    await this.saver.save();
    await call("DELETE", contentsAddress(this.path));
    this.saver.forgetBackup();
    location.reload();
  }

  showKeys(): void {
    showKeys();
  }
}
