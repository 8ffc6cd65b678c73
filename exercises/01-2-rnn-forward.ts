/**
 * Exercise X1.2: the recurrent cell over a whole sequence.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b),   h[−1] = h0
 *
 * The same weights serve every time step. Check: npx unrolled grade 1.2
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** xs: one [batch, input] per time step, h0: [batch, hidden] -> the hidden state of every time step, [batch, hidden] each. */
export function rnnForward(params: RnnParams, xs: Matrix[], h0: Matrix): Matrix[] {
  throw new Error("TODO: exercise X1.2");
}
