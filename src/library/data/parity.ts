/**
 * Running parity: after every bit, is the number of ones so far odd?
 *
 * One bit of memory is enough, but it must be exact: one slip turns every later answer.
 * Minsky & Papert 1969 for parity as such; Schmidhuber & Hochreiter 1996, "Guessing can outperform many long time
 * lag algorithms", for why it is a weak test of long memory.
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** inputs[t]: [batch, 1], a bit. targets[t]: [batch], 1 where the ones of steps 0 … t are odd in number. */
export interface ParityBatch {
  readonly inputs: Matrix[];
  readonly targets: Int32Array[];
}

/** `batch` rows of `steps` fair bits, and the parity after each. Throws on sizes below 1. */
export function makeParity({ steps, batch }: { steps: number; batch: number }, random: Random): ParityBatch {
  expectSize("makeParity", "steps", steps, 1);
  expectSize("makeParity", "batch", batch, 1);
  const odd = new Int32Array(batch);
  const targets: Int32Array[] = [];
  const inputs = Array.from({ length: steps }, () => {
    const x = new Matrix(batch, 1).map(() => drawInteger(0, 1, random));
    for (let r = 0; r < batch; r++) odd[r] ^= x.data[r];
    targets.push(odd.slice());
    return x;
  });
  return { inputs, targets };
}

/**
 * What can be had without memory, at every time step. At t = 0 the bit is its own parity, so there the answer
 * is known; at t ≥ 1 the parity before this bit is a fair coin, independent of the bit, and so is the parity
 * after it. Over `steps` time steps:
 *
 *   accuracy = (1 + (steps − 1)/2) / steps,   cross-entropy = (steps − 1) ln 2 / steps
 */
export function parityBaseline(steps: number): { accuracy: number; crossEntropy: number } {
  expectSize("parityBaseline", "steps", steps, 1);
  return { accuracy: (1 + (steps - 1) / 2) / steps, crossEntropy: ((steps - 1) * Math.LN2) / steps };
}
