/**
 * Exercise X9.2: backward through one time step of the GRU.
 *
 *   r = σ(x Wxr + h₋ Whr + br)         reset gate
 *   z = σ(x Wxz + h₋ Whz + bz)         update gate
 *   q = h₋ Whn + bq                    the past, as the candidate would see it
 *   n = tanh(x Wxn + r ⊙ q + bn)       candidate
 *   h = (1 − z) ⊙ n + z ⊙ h₋           hidden state
 *
 * Differentiate the lines by hand, last line first. h₋ is used in four places. Check: npx unrolled grade 9.2
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], each r z n side by side; bq: [1, hidden]. */
export interface GruParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
  bq: Matrix;
}

/** What the forward pass saved. x: [batch, input]; the others: [batch, hidden]. */
export interface GruCache {
  x: Matrix;
  hPrev: Matrix;
  r: Matrix;
  z: Matrix;
  q: Matrix;
  n: Matrix;
}

/** dh: [batch, hidden]. Each gradient has the shape of what it belongs to; those of params are summed over the batch. */
export function gruCellBackward(
  params: GruParams,
  cache: GruCache,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; grads: GruParams } {
  throw new Error("TODO: exercise X9.2");
}
