/**
 * Exercise X4.3: how long is the gradient after it went back `lag` time steps?
 *
 *   h[t]      = tanh(x[t] Wx + h[t−1] Wh + b),   t = 1 … T,   h[0] = h0
 *   norm[lag] = ‖∂L/∂h[T − lag]‖,                lag = 0 … T
 *
 * L depends on the last hidden state alone, and dhLast = ∂L/∂h[T]. The norm is the root of the sum of the squares over
 * batch and units. Run forward first, then back.
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** xs: T inputs, [batch, input] each; h0, dhLast: [batch, hidden] -> T + 1 numbers, lag 0 first; the last is that of h0. */
export function gradientNormByLag(
  { Wx, Wh, b }: RnnParams,
  xs: Matrix[],
  h0: Matrix,
  dhLast: Matrix,
): number[] {
  const hs: Matrix[] = [];
  let h = h0;
  for (const x of xs) {
    h = x.dot(Wx).plus(h.dot(Wh)).plusRow(b).tanh();
    hs.push(h);
  }
  const norms = [dhLast.norm()];
  let dh = dhLast;
  for (const { data } of hs.toReversed()) {
    const dz = dh.map((v, k) => v * (1 - data[k] ** 2));
    dh = dz.dot(Wh.transpose());
    norms.push(dh.norm());
  }
  return norms;
}
