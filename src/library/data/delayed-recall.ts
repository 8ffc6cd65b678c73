/**
 * Delayed recall: say at every time step what was read `delay` time steps ago.
 *
 * The state must hold the last `delay` symbols in order, all the time. The first `delay` time steps are not asked.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** inputs[t], targets[t], masks[t]: [batch]. */
export interface DelayedRecallBatch {
  readonly inputs: Int32Array[];
  readonly targets: Int32Array[];
  readonly masks: Uint8Array[];
}

/**
 * `batch` sequences of `steps` symbols, and what was read `delay` time steps before each. Throws on sizes that are
 * too small.
 */
export function makeDelayedRecall(
  { steps, delay, symbols, batch }: { steps: number; delay: number; symbols: number; batch: number },
  random: Random,
): DelayedRecallBatch {
  expectSize("makeDelayedRecall", "delay", delay, 0);
  expectSize("makeDelayedRecall", "steps", steps, delay + 1);
  expectSize("makeDelayedRecall", "symbols", symbols, 2);
  expectSize("makeDelayedRecall", "batch", batch, 1);
  const inputs = Array.from({ length: steps }, () =>
    Int32Array.from({ length: batch }, () => drawInteger(0, symbols - 1, random)),
  );
  return {
    inputs,
    targets: inputs.map((_, t) => (t < delay ? new Int32Array(batch) : inputs[t - delay])),
    masks: inputs.map((_, t) => new Uint8Array(batch).fill(t < delay ? 0 : 1)),
  };
}

/** Without memory, for delay ≥ 1: the symbols are independent and uniform, so 1/symbols and ln(symbols). */
export function delayedRecallBaseline(symbols: number): { accuracy: number; crossEntropy: number } {
  expectSize("delayedRecallBaseline", "symbols", symbols, 2);
  return { accuracy: 1 / symbols, crossEntropy: Math.log(symbols) };
}
