/**
 * Exercise X5.2: truncated backpropagation through time.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
 *
 * After every k1 time steps, go back k2 time steps and no further (k2 ≥ k1): a pass that ends after time step `end`
 * takes the losses of the k1 time steps before `end`, and carries them back to time step end − k2, or to 0. Where k1
 * does not divide the number of time steps, the last pass takes the losses that are left. dhs[t] is the gradient that
 * reaches h[t] directly. The states are those of the whole sequence, saved in the caches.
 */

import { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** What the forward pass saved at one time step. x: [batch, input]; hPrev, h: [batch, hidden]. */
export interface RnnCache {
  x: Matrix;
  hPrev: Matrix;
  h: Matrix;
}

/** dhs: one [batch, hidden] per time step -> the gradients of the parameters, added up over all passes. */
export function truncatedBptt(
  { Wx, Wh, b }: RnnParams,
  caches: RnnCache[],
  dhs: Matrix[],
  { k1, k2 }: { k1: number; k2: number },
): RnnParams {
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
  for (let from = 0; from < caches.length; from += k1) {
    const end = Math.min(from + k1, caches.length); // the pass takes the losses from … end − 1
    const start = Math.max(0, end - k2);
    let carried = zeros(dhs[0]);
    for (let t = end - 1; t >= start; t--) {
      const { x, hPrev, h } = caches[t];
      const dh = t >= from ? dhs[t].plus(carried) : carried;
      const dz = dh.times(h.map((v) => 1 - v * v));
      grads.Wx.accumulate(x.transpose().dot(dz));
      grads.Wh.accumulate(hPrev.transpose().dot(dz));
      grads.b.accumulate(dz.sumRows());
      carried = dz.dot(Wh.transpose());
    }
  }
  return grads;
}
