/**
 * Exercise X1.2: the recurrent cell over a whole sequence.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b),   h[−1] = h0
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** xs: one [batch, input] per time step, h0: [batch, hidden] -> the hidden state of every time step, [batch, hidden] each. */
export function rnnForward({ Wx, Wh, b }: RnnParams, xs: Matrix[], h0: Matrix): Matrix[] {
  const hs: Matrix[] = [];
  let h = h0;
  for (const x of xs) {
    h = x.dot(Wx).plus(h.dot(Wh)).plusRow(b).tanh();
    hs.push(h);
  }
  return hs;
}
