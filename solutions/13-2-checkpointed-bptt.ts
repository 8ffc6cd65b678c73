/**
 * Exercise X13.2: backpropagation through time in less memory.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
 *
 * Only the states before each segment are kept; backward runs each segment forward once more. Chen et al. 2016.
 */

import { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** One time step. */
function step({ Wx, Wh, b }: RnnParams, x: Matrix, h: Matrix): Matrix {
  return x.dot(Wx).plus(h.dot(Wh)).plusRow(b).tanh();
}

/** xs: one [batch, input] per time step, h0: [batch, hidden] -> the last hidden state, and h before each segment. */
export function checkpointedForward(
  params: RnnParams,
  xs: Matrix[],
  h0: Matrix,
  segment: number,
): { h: Matrix; checkpoints: Matrix[] } {
  const checkpoints: Matrix[] = [];
  let h = h0;
  xs.forEach((x, t) => {
    if (t % segment === 0) checkpoints.push(h);
    h = step(params, x, h);
  });
  return { h, checkpoints };
}

/** dhs: what the loss adds at each hidden state -> the gradients, as in exercise X3.2. */
export function checkpointedBackward(
  params: RnnParams,
  xs: Matrix[],
  checkpoints: Matrix[],
  dhs: Matrix[],
  segment: number,
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  const { Wx, Wh, b } = params;
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
  const dxs: Matrix[] = new Array(xs.length);
  let dhNext = zeros(dhs[0]);
  for (let s = checkpoints.length - 1; s >= 0; s--) {
    const from = s * segment;
    const hs = [checkpoints[s]]; // hs[k] is the hidden state before time step from + k
    for (const x of xs.slice(from, from + segment)) hs.push(step(params, x, hs[hs.length - 1]));
    for (let k = hs.length - 2; k >= 0; k--) {
      const dz = dhs[from + k].plus(dhNext).times(hs[k + 1].map((v) => 1 - v * v));
      grads.Wx.accumulate(xs[from + k].transpose().dot(dz));
      grads.Wh.accumulate(hs[k].transpose().dot(dz));
      grads.b.accumulate(dz.sumRows());
      dxs[from + k] = dz.dot(Wx.transpose());
      dhNext = dz.dot(Wh.transpose());
    }
  }
  return { dxs, dh0: dhNext, grads };
}
