/**
 * Exercise X9.1: the GRU cell, one time step, in all four conventions.
 *
 *   r = σ(x Wxr + h₋ Whr + br)                     reset gate
 *   z = σ(x Wxz + h₋ Whz + bz)                     update gate
 *   n = tanh(x Wxn + bn + r ⊙ (h₋ Whn + bq))       candidate, reset "after" the product
 *   n = tanh(x Wxn + bn + (r ⊙ h₋) Whn)            candidate, reset "before" the product; bq is not used
 *   h = (1 − z) ⊙ n + z ⊙ h₋                       update "cho": z keeps the past
 *   h = (1 − z) ⊙ h₋ + z ⊙ n                       update "chung": z takes the candidate
 *
 * h₋ is the hidden state of the previous time step.
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], each r z n side by side; bq: [1, hidden]. */
export interface GruParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
  bq: Matrix;
}

export interface GruConvention {
  update: "cho" | "chung";
  reset: "after" | "before";
}

/** x: [batch, input], hPrev: [batch, hidden] -> the new hidden state, and the gates and the candidate by which it came: [batch, hidden] each. */
export function gruCellForward(
  { Wx, Wh, b, bq }: GruParams,
  x: Matrix,
  hPrev: Matrix,
  { update, reset }: GruConvention,
): { h: Matrix; r: Matrix; z: Matrix; n: Matrix } {
  const [Whr, Whz, Whn] = Wh.splitColumns(3);
  const [xr, xz, xn] = x.dot(Wx).plusRow(b).splitColumns(3);
  const r = xr.plus(hPrev.dot(Whr)).sigmoid();
  const z = xz.plus(hPrev.dot(Whz)).sigmoid();
  const past = reset === "after" ? r.times(hPrev.dot(Whn).plusRow(bq)) : r.times(hPrev).dot(Whn);
  const n = xn.plus(past).tanh();
  const keep = update === "cho" ? z : oneMinus(z); // the share of h₋ in h
  const h = oneMinus(keep).times(n).plus(keep.times(hPrev));
  return { h, r, z, n };
}

const oneMinus = (y: Matrix): Matrix => y.map((v) => 1 - v);
