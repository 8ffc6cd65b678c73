/**
 * Exercise X1.1: the recurrent cell, one time step.
 *
 *   h = tanh(x Wx + h₋ Wh + b)
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** x: [batch, input], hPrev: [batch, hidden] -> h: [batch, hidden]. */
export function rnnCellForward({ Wx, Wh, b }: RnnParams, x: Matrix, hPrev: Matrix): Matrix {
  return x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b).tanh();
}
