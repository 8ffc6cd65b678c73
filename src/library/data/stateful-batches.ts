/**
 * One long text as batches for truncated BPTT: the state at the end of a batch is the state before the next.
 *
 * The text is cut into `batch` equal strands that are read side by side; window k takes time steps
 * k·steps … (k + 1)·steps − 1 of every strand. Row r of window k + 1 goes on where row r of window k stopped.
 */

import { expectSize } from "./size-check.ts";

/** inputs[t]: [batch]. targets[t]: [batch], the token that follows each. masks[t]: [batch], all 1: nothing is padded. */
export interface TextWindow {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
  readonly masks: Uint8Array[];
}

/**
 * All windows of one pass, in order. What does not fill a last window, at most batch·steps + batch − 1 tokens
 * of all, is left out.
 */
export function statefulBatches(
  ids: ArrayLike<number>,
  { batch, steps }: { batch: number; steps: number },
): TextWindow[] {
  expectSize("statefulBatches", "batch", batch, 1);
  expectSize("statefulBatches", "steps", steps, 1);
  const strand = Math.floor((ids.length - 1) / batch); // the last token of all can only be a target
  if (strand < steps) {
    throw new RangeError(
      `statefulBatches: ${batch} strands of ${steps} time steps need ${batch * steps + 1} tokens, got ${ids.length}.`,
    );
  }
  const column = (t: number): Int32Array => Int32Array.from({ length: batch }, (_, r) => ids[r * strand + t]);
  return Array.from({ length: Math.floor(strand / steps) }, (_, k) => ({
    inputs: Array.from({ length: steps }, (_step, t) => column(k * steps + t)),
    targets: Array.from({ length: steps }, (_step, t) => column(k * steps + t + 1)),
    masks: Array.from({ length: steps }, () => new Uint8Array(batch).fill(1)),
  }));
}
