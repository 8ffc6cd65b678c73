/**
 * From scores to a context: the part that all kinds of attention share.
 *
 *   α = softmax over j of e_j      attention weights, [batch, keys]
 *   context = Σ_j α_j ⊙ value_j    [batch, features]
 *
 * A list runs over the keys j (time steps of what is attended to); each entry has one row per batch row.
 */

import { assertFinite } from "../numeric/assert-finite.ts";
import { joinColumns } from "../numeric/join.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Mask } from "./losses.ts";
import { softmax } from "./losses.ts";

/** alpha: [batch, keys]; values[j]: [batch, features]. */
export interface WeighCache {
  readonly alpha: Matrix;
  readonly values: readonly Matrix[];
}

/** scores[j]: [batch, 1]; masks[j][row] = 0 hides key j from that row. Throws if a row sees no key or a score is NaN. */
export function weighValues(
  scores: readonly Matrix[],
  values: readonly Matrix[],
  masks?: readonly Mask[],
): { context: Matrix; cache: WeighCache } {
  const e = joinColumns(scores); // [batch, keys]
  assertFinite("attention: the score (row, key)", e);
  const alpha = softmax(hideMasked(e, masks));
  const weighted = values.map((value, j) => value.timesColumn(alpha.columns(j, j + 1)));
  const context = weighted.reduce((sum, value) => sum.plus(value));
  return { context, cache: { alpha, values } };
}

/** dContext: [batch, features] -> the gradients of each score and of each value. */
export function weighValuesBackward(
  { alpha, values }: WeighCache,
  dContext: Matrix,
): { dScores: Matrix[]; dValues: Matrix[] } {
  // context = Σ α_j ⊙ value_j
  const dValues = values.map((_, j) => dContext.timesColumn(alpha.columns(j, j + 1)));
  const dAlpha = joinColumns(values.map((value) => dContext.times(value).sumColumns())); // [batch, keys]
  // α = softmax(e): ∂α_j/∂e_k = α_j (δ_jk − α_k)
  const mean = alpha.times(dAlpha).sumColumns(); // [batch, 1]
  const dE = alpha.times(dAlpha).minus(alpha.timesColumn(mean));
  return { dScores: dE.splitColumns(values.length), dValues };
}

/** −∞ where a mask hides a key, so that its weight is exactly zero. e: [batch, keys]. */
function hideMasked(e: Matrix, masks?: readonly Mask[]): Matrix {
  if (!masks) return e;
  if (masks.length !== e.cols || masks.some((mask) => mask.length !== e.rows)) {
    throw new RangeError(`attention: expected ${e.cols} masks of ${e.rows} numbers, one per key and row.`);
  }
  for (let row = 0; row < e.rows; row++) {
    if (masks.every((mask) => mask[row] === 0)) {
      throw new RangeError(`attention: the masks hide every key from row ${row}; it needs at least one.`);
    }
  }
  return e.map((score, k) =>
    masks[k % e.cols][Math.floor(k / e.cols)] === 0 ? Number.NEGATIVE_INFINITY : score,
  );
}
