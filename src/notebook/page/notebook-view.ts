/** The cells on the page, kept equal to the notebook: made, moved, drawn anew only where they changed. */

import { type CellHost, type CellView, newSection } from "./cells/cell-view.ts";
import { CodeCellView } from "./cells/code-cell.ts";
import { MarkdownCellView } from "./cells/markdown-cell.ts";
import { isCode, type LiveCell } from "./model/cell.ts";
import { type Staleness, staleCells } from "./model/staleness.ts";
import type { PageState, Store } from "./model/store.ts";

export class NotebookView {
  readonly main: HTMLElement;
  readonly #store: Store;
  readonly #host: CellHost;
  readonly #views = new Map<string, CellView>();
  readonly #types = new Map<string, LiveCell["cell_type"]>();
  #staleness: ReadonlyMap<string, Staleness> = new Map();

  constructor(main: HTMLElement, store: Store, host: CellHost) {
    this.main = main;
    this.#store = store;
    this.#host = host;
    for (const section of main.querySelectorAll<HTMLElement>("section.cell")) {
      const cell = store.notebook.cells.find(({ id }) => id === section.dataset.cellId);
      if (cell === undefined) section.remove();
      else this.#add(cell, section);
    }
    this.#arrange();
    this.#drawAll();
    store.listen((state, before) => this.#changed(state, before));
  }

  view(id: string): CellView | undefined {
    return this.#views.get(id);
  }

  get selected(): CellView | undefined {
    return this.#views.get(this.#store.notebook.selected);
  }

  /** Gives the selected cell the focus, in command mode, and shows it. */
  focusSelected(): void {
    const view = this.selected;
    if (view === undefined) return;
    view.stopEditing();
    view.section.focus({ preventScroll: true });
    view.section.scrollIntoView({ block: "nearest" });
  }

  #changed(state: PageState, before: PageState): void {
    const { cells } = state.notebook;
    const cellsChanged = cells !== before.notebook.cells;
    if (cellsChanged && !sameOrder(cells, before.notebook.cells)) this.#arrange();
    const needsStaleness = cellsChanged || state.lastRuns !== before.lastRuns;
    const staleBefore = this.#staleness;
    if (needsStaleness) this.#staleness = staleCells(cells, state.lastRuns);
    const previous = new Map(before.notebook.cells.map((cell, index) => [cell.id, { cell, index }]));
    cells.forEach((cell, index) => {
      const was = previous.get(cell.id);
      const isSame =
        was?.cell === cell &&
        was.index === index &&
        state.activities.get(cell.id) === before.activities.get(cell.id) &&
        this.#staleness.get(cell.id) === staleBefore.get(cell.id) &&
        state.lastRuns.get(cell.id) === before.lastRuns.get(cell.id) &&
        (cell.id === state.notebook.selected) === (cell.id === before.notebook.selected);
      if (!isSame) this.#draw(cell, index);
    });
  }

  #drawAll(): void {
    this.#store.notebook.cells.forEach((cell, index) => {
      this.#draw(cell, index);
    });
  }

  #draw(cell: LiveCell, index: number): void {
    this.#views.get(cell.id)?.draw(cell, {
      position: index + 1,
      isSelected: cell.id === this.#store.notebook.selected,
      activity: this.#store.state.activities.get(cell.id),
      staleness: this.#staleness.get(cell.id),
      isKnown: this.#store.state.lastRuns.has(cell.id),
    });
  }

  /** Brings the sections into the cells' order; cells that are new or changed their type get new sections. */
  #arrange(): void {
    const { cells } = this.#store.notebook;
    const ids = new Set(cells.map(({ id }) => id));
    for (const id of [...this.#views.keys()]) if (!ids.has(id)) this.#remove(id);
    let before: Element | null = null;
    for (const cell of cells) {
      if (this.#views.has(cell.id) && this.#types.get(cell.id) !== cell.cell_type) this.#remove(cell.id);
      const { section } = this.#views.get(cell.id) ?? this.#add(cell, undefined);
      const next: Element | null = before === null ? firstCell(this.main) : before.nextElementSibling;
      if (section !== next || !section.isConnected) {
        if (before === null) this.main.insertBefore(section, next);
        else before.after(section);
      }
      before = section;
    }
  }

  #add(cell: LiveCell, served: HTMLElement | undefined): CellView {
    const section = served ?? newSection(cell);
    const view = isCode(cell)
      ? new CodeCellView(section, cell, this.#host)
      : new MarkdownCellView(section, cell, this.#host, served !== undefined);
    this.#views.set(cell.id, view);
    this.#types.set(cell.id, cell.cell_type);
    return view;
  }

  #remove(id: string): void {
    this.#views.get(id)?.destroy();
    this.#views.delete(id);
    this.#types.delete(id);
  }
}

function firstCell(main: HTMLElement): Element | null {
  return main.querySelector(":scope > section.cell") ?? main.querySelector(":scope > .end-of-notebook");
}

function sameOrder(a: readonly LiveCell[], b: readonly LiveCell[]): boolean {
  return (
    a.length === b.length &&
    a.every((cell, index) => cell.id === b[index].id && cell.cell_type === b[index].cell_type)
  );
}
