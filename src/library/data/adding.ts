/**
 * The adding problem: two numbers out of many are marked; report their sum.
 *
 * Every time step shows a number u, uniform in [0, 1), and a mark, 1 at one time step of the first
 * half and at one of the second half, else 0. The target, after the last time step, is u₁ + u₂.
 *
 * Hochreiter & Schmidhuber 1997, experiment 4; in the form of Arjovsky, Shah & Bengio 2016.
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** inputs[t]: [batch, 2], the number and its mark. targets: [batch, 1]. */
export interface AddingBatch {
  readonly inputs: Matrix[];
  readonly targets: Matrix;
}

/** `batch` sequences of `steps` time steps each. */
export function makeAdding({ steps, batch }: { steps: number; batch: number }, random: Random): AddingBatch {
  expectSize("makeAdding", "steps", steps, 2);
  expectSize("makeAdding", "batch", batch, 1);
  const half = Math.floor(steps / 2);
  const inputs = Array.from({ length: steps }, () =>
    new Matrix(batch, 2).map((_, k) => (k % 2 ? 0 : random())),
  );
  const targets = new Matrix(batch, 1);
  for (let r = 0; r < batch; r++) {
    for (const t of [drawInteger(0, half - 1, random), drawInteger(half, steps - 1, random)]) {
      inputs[t].data[2 * r + 1] = 1;
      targets.data[r] += inputs[t].data[2 * r];
    }
  }
  return { inputs, targets };
}

/**
 * Mean squared error of the best constant answer.
 *
 * The best constant is the mean of the target, 1/2 + 1/2 = 1; its error is the target's variance. The two
 * numbers are independent and a uniform number has the variance ∫(u − ½)² du = 1/12, so it is 2/12 = 1/6.
 */
export const addingBaseline: { readonly answer: number; readonly meanSquaredError: number } = {
  answer: 1,
  meanSquaredError: 1 / 6,
};
