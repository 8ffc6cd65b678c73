/**
 * From scores to a context: the part that all kinds of attention share.
 *
 *   α = softmax over j of e_j      attention weights, [batch, keys]
 *   context = Σ_j α_j ⊙ value_j    [batch, features]
 *
 * A list runs over the keys j (time steps of what is attended to); each entry has one row per batch row.
 */

import { assertFinite } from "../numeric/assert-finite.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { addToKeys, dotKeys, sumKeys } from "./key-products.ts";
import type { Mask } from "./losses.ts";
import { softmax } from "./losses.ts";

/** alpha: [batch, keys]; values[j]: [batch, features]. */
export interface WeighCache {
  readonly alpha: Matrix;
  readonly values: readonly Matrix[];
}

/** e: [batch, keys]; masks[j][row] = 0 hides key j from that row. Throws if a row sees no key or a score is NaN. */
export function weighValues(
  e: Matrix,
  values: readonly Matrix[],
  masks?: readonly Mask[],
): { context: Matrix; cache: WeighCache } {
  assertFinite("attention: the score (row, key)", e);
  const alpha = softmax(hideMasked(e, masks));
  const context = sumKeys(alpha, values);
  return { context, cache: { alpha, values } };
}

/** dContext: [batch, features] -> dE: [batch, keys]; adds to each dValues[j]: [batch, features]. */
export function weighValuesBackward(
  { alpha, values }: WeighCache,
  dContext: Matrix,
  dValues: readonly Matrix[],
): Matrix {
  // context = Σ α_j ⊙ value_j
  addToKeys(dValues, alpha, dContext);
  const dAlpha = dotKeys(dContext, values);
  // α = softmax(e): ∂α_j/∂e_k = α_j (δ_jk − α_k)
  const mean = alpha.times(dAlpha).sumColumns(); // [batch, 1]
  return alpha.times(dAlpha).minus(alpha.timesColumn(mean));
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
