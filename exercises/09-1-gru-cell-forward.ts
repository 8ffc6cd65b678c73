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
 * h₋ is the hidden state of the previous time step. Check: npx unrolled grade 9.1
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
  params: GruParams,
  x: Matrix,
  hPrev: Matrix,
  { update, reset }: GruConvention,
): { h: Matrix; r: Matrix; z: Matrix; n: Matrix } {
  throw new Error("TODO: exercise X9.1");
}
