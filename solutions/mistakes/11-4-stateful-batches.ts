/** Known mistakes of X11.4, one long text as batches. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { TextWindow } from "../11-4-stateful-batches.ts";

const clauses = {
  "rows-follow-each-other":
    "the rows of one window are pieces that follow each other in the text, so that row r of the next window does not go on where it stopped",
  interleaved: "the strands are interleaved: strand r takes every batch-th token",
  "windows-overlap": "each window begins one time step after the one before it",
  "same-window": "every window is the first one",
  "windows-reversed": "the windows are returned from the last to the first",
  "one-window-less": "the last window that is full is left out",
  "target-is-input": "the targets are the inputs themselves",
  "target-two-ahead": "the targets are two tokens ahead",
  "target-before": "the targets are the tokens before the inputs",
  "target-of-next-strand": "the targets are taken from the strand after the right one",
  "inputs-and-targets-swapped": "inputs and targets are exchanged",
  "strand-too-long": "a strand has floor(tokens / batch) tokens: one too many where that comes out even",
  "strand-rounded-up": "the length of a strand is rounded up",
  "rows-reversed": "the strands are in reverse order",
  "steps-reversed": "the time steps of each window are in reverse order",
  "batch-and-steps-swapped": "batch and steps are exchanged",
  "starts-at-one": "the text is read from its second token on",
  "all-rows-alike": "all rows hold the first strand",
  "strand-of-windows": "strand r begins at r times steps instead of r times the length of a strand",
  "last-target-wraps": "the last target of a window is the first input of the same window",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    statefulBatches(ids: Int32Array, givenBatch: number, givenSteps: number): TextWindow[] {
      const swapped = has("batch-and-steps-swapped");
      const [batch, steps] = swapped ? [givenSteps, givenBatch] : [givenBatch, givenSteps];
      const strand = strandOf(ids.length, batch, has);
      const count = Math.floor(strand / steps) - (has("one-window-less") ? 1 : 0);
      const windows = Array.from({ length: count }, (_, k) => {
        const at = (r: number, t: number): number => tokenAt(ids, { r, k, t }, { batch, steps, strand }, has);
        const list = (shift: number): Int32Array[] =>
          Array.from({ length: steps }, (_step, t) =>
            Int32Array.from({ length: batch }, (_row, r) => at(r, shifted(t, shift, steps, has))),
          );
        const [inputs, targets] = [list(0), targetsOf(list, has)];
        const window = has("inputs-and-targets-swapped")
          ? { inputs: targets, targets: inputs }
          : { inputs, targets };
        return has("steps-reversed")
          ? { inputs: [...window.inputs].reverse(), targets: [...window.targets].reverse() }
          : window;
      });
      return has("windows-reversed") ? windows.reverse() : windows;
    },
  }),
  { grave: ["zero"] },
);

function strandOf(tokens: number, batch: number, has: Has): number {
  if (has("strand-too-long")) return Math.floor(tokens / batch);
  return has("strand-rounded-up") ? Math.ceil((tokens - 1) / batch) : Math.floor((tokens - 1) / batch);
}

function targetsOf(list: (shift: number) => Int32Array[], has: Has): Int32Array[] {
  if (has("target-is-input")) return list(0);
  if (has("target-two-ahead")) return list(2);
  if (has("target-before")) return list(-1);
  if (!has("target-of-next-strand")) return list(1);
  return list(1).map((row) => row.map((_, r) => row[(r + 1) % row.length]));
}

const shifted = (t: number, shift: number, steps: number, has: Has): number =>
  has("last-target-wraps") && t + shift === steps ? 0 : t + shift;

/** Row r, window k, time step t of the window. What lies outside of the text is 0, as in an Int32Array. */
function tokenAt(
  ids: Int32Array,
  { r, k, t }: { r: number; k: number; t: number },
  { batch, steps, strand }: { batch: number; steps: number; strand: number },
  has: Has,
): number {
  if (has("zero")) return 0;
  const window = has("same-window") ? 0 : k;
  const time = has("windows-overlap") ? window + t : window * steps + t;
  const row = has("all-rows-alike") ? 0 : has("rows-reversed") ? batch - 1 - r : r;
  const first = has("starts-at-one") ? 1 : 0;
  if (has("rows-follow-each-other")) return ids[first + (window * batch + row) * steps + t] ?? 0;
  if (has("interleaved")) return ids[first + time * batch + row] ?? 0;
  return ids[first + row * (has("strand-of-windows") ? steps : strand) + time] ?? 0;
}
