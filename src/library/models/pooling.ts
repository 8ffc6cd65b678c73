/**
 * From one vector per time step to one vector per sequence.
 *
 *   last   y at the last true time step
 *   ends   for a bidirectional layer: the forward half at the last true time step, the backward half at the first;
 *          each has read the whole sequence there. ("last" would take a backward half that has read one token only.)
 *   mean   the mean over true time steps
 *   max    the largest value of each feature over true time steps
 *
 * A mask tells true time steps (1) from padding (0). Weights that are learned: attention-pooling.ts.
 */

import type { Mask } from "../layers/losses.ts";
import { Matrix } from "../numeric/matrix.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** The poolings that have nothing to learn. */
export const fixedPoolings = ["last", "ends", "mean", "max"] as const;

/** A pooling that has nothing to learn. */
export type FixedPooling = (typeof fixedPoolings)[number];

/** shares[t]: [batch, features], what each element of ys[t] adds to the pooled one. Backward multiplies by it. */
export interface PoolingCache {
  readonly shares: readonly Matrix[];
}

/** ys[t]: [batch, features], masks[t]: [batch] (all true unless given) -> [batch, features]. */
export function pool(
  pooling: FixedPooling,
  ys: readonly Matrix[],
  masks?: readonly Mask[],
): { y: Matrix; cache: PoolingCache } {
  const trueSteps = listTrueSteps(ys, masks);
  const shares = ys.map(({ rows, cols, dtype }) => Matrix.zeros(rows, cols, dtype));
  const { rows, cols } = ys[0];
  for (let r = 0; r < rows; r++) {
    const steps = trueSteps[r];
    const [first, last] = [steps[0], steps[steps.length - 1]];
    for (let c = 0; c < cols; c++) {
      const k = r * cols + c;
      if (pooling === "mean") for (const t of steps) shares[t].data[k] = 1 / steps.length;
      else if (pooling === "max") shares[largestAt(ys, steps, k)].data[k] = 1;
      else shares[pooling === "ends" && c >= cols / 2 ? first : last].data[k] = 1;
    }
  }
  const y = Matrix.zeros(rows, cols, ys[0].dtype);
  ys.forEach((step, t) => {
    y.accumulate(step.times(shares[t]));
  });
  return { y, cache: { shares } };
}

/** dy: [batch, features] -> dys[t]: [batch, features]. Of equal maxima, the first got the gradient. */
export function poolBackward({ shares }: PoolingCache, dy: Matrix): Matrix[] {
  return shares.map((share) => share.times(dy));
}

/** For each row its time steps that are not masked. */
function listTrueSteps(ys: readonly Matrix[], masks?: readonly Mask[]): number[][] {
  if (masks && masks.length !== ys.length) {
    throw new ShapeError(`pool: ${ys.length} time steps need as many masks, got ${masks.length}.`);
  }
  return Array.from({ length: ys[0].rows }, (_, r) => {
    const steps = ys.flatMap((_y, t) => (masks === undefined || masks[t][r] !== 0 ? [t] : []));
    if (steps.length === 0)
      throw new RangeError(`pool: the masks hide all of row ${r}; leave it out of the batch.`);
    return steps;
  });
}

function largestAt(ys: readonly Matrix[], steps: readonly number[], k: number): number {
  let best = steps[0];
  for (const t of steps) if (ys[t].data[k] > ys[best].data[k]) best = t;
  return best;
}
