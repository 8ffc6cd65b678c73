/**
 * The three products of attention, each over all keys at once. q: one vector per row; w: one weight per row and key.
 *
 *   dotKeys      e_j = q · key_j             how well each key fits
 *   sumKeys      y = Σ_j w_j ⊙ key_j         what the weights pick out of the keys
 *   addToKeys    dkey_j += w_j ⊙ q           what flows back to each key
 *
 * Their derivatives are made of themselves: ∂L/∂q of dotKeys is sumKeys, ∂L/∂w of sumKeys is dotKeys, and to the keys
 * both go back by addToKeys.
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Numbers } from "../numeric/numbers.ts";
import { expectSameShape } from "../numeric/shape-check.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** q: [batch, features], keys[j]: [batch, features] -> [batch, keys]. Throws if the shapes differ. */
export function dotKeys(q: Matrix, keys: readonly Matrix[]): Matrix {
  const e = Matrix.zeros(q.rows, keys.length, q.dtype);
  keys.forEach((key, j) => {
    expectSameShape("attention", q, key);
    dotRows(q.data, key.data, { out: e.data, from: j, every: keys.length });
  });
  return e;
}

/** w: [batch, keys], keys[j]: [batch, features] -> [batch, features]. Throws unless there is one weight per row and key. */
export function sumKeys(w: Matrix, keys: readonly Matrix[]): Matrix {
  expectWeights(w, keys);
  const { rows, cols, dtype } = keys[0];
  const sum = Matrix.zeros(rows, cols, dtype);
  keys.forEach((key, j) => {
    addWeighted(sum.data, w.data, key.data, { from: j, every: w.cols });
  });
  return sum;
}

/** w: [batch, keys], q: [batch, features]; adds to each dKeys[j]: [batch, features]. */
export function addToKeys(dKeys: readonly Matrix[], w: Matrix, q: Matrix): void {
  expectWeights(w, dKeys);
  dKeys.forEach((dKey, j) => {
    expectSameShape("attention", q, dKey);
    addWeighted(dKey.data, w.data, q.data, { from: j, every: w.cols });
  });
}

function expectWeights(w: Matrix, keys: readonly Matrix[]): void {
  if (w.cols === keys.length && w.rows === keys[0].rows) return;
  throw new ShapeError(
    `attention: expected one weight per row and each of ${keys.length} keys, got ${w.shape}.`,
  );
}

/** Where a column of a row-major matrix stands: at from, from + every, from + 2·every, … */
interface Column {
  readonly from: number;
  readonly every: number;
}

/** out's column = for each row, the sum of a ⊙ b. */
function dotRows(a: Numbers, b: Numbers, { out, from, every }: Column & { out: Numbers }): void {
  const cols = (a.length * every) / out.length;
  for (let k = 0, at = from; k < a.length; at += every) {
    let sum = 0;
    for (let c = 0; c < cols; c++, k++) sum += a[k] * b[k];
    out[at] = sum;
  }
}

/** out += each row of b times its number in w's column. */
function addWeighted(out: Numbers, w: Numbers, b: Numbers, { from, every }: Column): void {
  const cols = (b.length * every) / w.length;
  for (let k = 0, at = from; k < b.length; at += every) {
    const weight = w[at];
    for (let c = 0; c < cols; c++, k++) out[k] += weight * b[k];
  }
}
