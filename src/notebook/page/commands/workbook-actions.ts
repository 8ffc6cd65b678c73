/** The notebook as the commands see it: what they can ask of it, and nothing of how it is drawn or run. */

import type { Notebook } from "../../format/notebook.ts";
import type { CellView } from "../cells/cell-view.ts";
import type { Store } from "../model/store.ts";

export interface WorkbookActions {
  readonly store: Store;
  readonly view: {
    readonly main: HTMLElement;
    readonly selected: CellView | undefined;
    view(id: string): CellView | undefined;
    /** Gives the selected cell the focus, in command mode. */
    focusSelected(): void;
  };
  readonly execution: { stop(): Promise<void> };
  readonly saver: { save(): Promise<void>; saveNow(): Promise<void> };
  /** Everything of the notebook but its cells. */
  readonly shell: Notebook;
  /** As the contents API knows it. */
  readonly path: string;
  /** The course has an original that cells can be reset to. */
  readonly hasOriginal: boolean;
  runSelected(then: "advance" | "stay" | "insert"): void;
  runRange(range: "all" | "above" | "below"): Promise<void>;
  restart(thenRunAll: boolean): Promise<void>;
  checkSelected(): Promise<void>;
  split(): void;
  resetCell(): Promise<void>;
  resetNotebook(): Promise<void>;
  showKeys(): void;
}
