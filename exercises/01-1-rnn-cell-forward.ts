/**
 * Exercise X1.1: the recurrent cell, one time step.
 *
 *   h = tanh(x Wx + h₋ Wh + b)
 *
 * h₋ is the hidden state of the previous time step. Check: npx unrolled grade 1.1
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** x: [batch, input], hPrev: [batch, hidden] -> h: [batch, hidden]. */
export function rnnCellForward(params: RnnParams, x: Matrix, hPrev: Matrix): Matrix {
  throw new Error("TODO: exercise X1.1");
}
