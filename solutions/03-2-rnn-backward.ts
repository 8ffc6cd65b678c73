/**
 * Exercise X3.2: backpropagation through time.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
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

/** dhs: one [batch, hidden] per time step -> dxs: one [batch, input] per time step, dh0: [batch, hidden], grads: the shapes of params. */
export function rnnBackward(
  { Wx, Wh, b }: RnnParams,
  caches: RnnCache[],
  dhs: Matrix[],
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
  const dxs: Matrix[] = new Array(caches.length);
  let dhNext = zeros(dhs[0]);
  for (let t = caches.length - 1; t >= 0; t--) {
    const { x, hPrev, h } = caches[t];
    const dz = dhs[t].plus(dhNext).times(h.map((v) => 1 - v * v));
    grads.Wx.accumulate(x.transpose().dot(dz));
    grads.Wh.accumulate(hPrev.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    dxs[t] = dz.dot(Wx.transpose());
    dhNext = dz.dot(Wh.transpose());
  }
  return { dxs, dh0: dhNext, grads };
}
