/** One output on the page, whatever draws it. */

import type { LiveOutput } from "../model/cell.ts";

export interface OutputView {
  readonly dom: HTMLElement;
  /** Takes the next state of the same output if it can; false if it has to be drawn anew. */
  update?(output: LiveOutput): boolean;
  destroy?(): void;
}
