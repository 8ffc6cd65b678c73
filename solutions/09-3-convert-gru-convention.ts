/**
 * Exercise X9.3: from one GRU convention to the other.
 *
 *   h = (1 − z) ⊙ n + z ⊙ h₋      Cho et al. 2014, PyTorch: z keeps the past
 *   h = (1 − z) ⊙ h₋ + z ⊙ n      Chung et al. 2014: z takes the candidate
 *
 * where z = σ(x Wxz + h₋ Whz + bz). Given parameters for one, return those with which the other computes the same h
 * from every x and h₋. 1 − σ(a) = σ(−a).
 */

import { joinColumns, type Matrix } from "unrolled/numeric";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], each r z n side by side; bq: [1, hidden]. */
export interface GruParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
  bq: Matrix;
}

/** New matrices of the same shapes; the given ones stay as they are. */
export function convertGruConvention({ Wx, Wh, b, bq }: GruParams): GruParams {
  return { Wx: negateUpdate(Wx), Wh: negateUpdate(Wh), b: negateUpdate(b), bq: bq.copy() };
}

/** The columns of z negated, those of r and n as they are. */
function negateUpdate(m: Matrix): Matrix {
  const [r, z, n] = m.splitColumns(3);
  return joinColumns([r, z.scale(-1), n]);
}
