/**
 * Exercise X8.2: backpropagation through time for the LSTM.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * dhs[t] is the gradient that reaches h[t] directly, from an output at time step t; what reaches h[t] and c[t]
 * through time step t + 1 comes on top. Nothing reaches the last c from outside.
 * The weights serve every time step, so their gradients add up.
 */

import { joinColumns, Matrix } from "unrolled/numeric";

/** Wx: [input, 4·hidden], Wh: [hidden, 4·hidden], b: [1, 4·hidden]; four gates side by side, in the order i f g o. */
export interface LstmParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** What one time step saves for its backward pass. x: [batch, input]; the others: [batch, hidden]. */
export interface LstmCache {
  x: Matrix;
  hPrev: Matrix;
  cPrev: Matrix;
  i: Matrix;
  f: Matrix;
  g: Matrix;
  o: Matrix;
  tanhC: Matrix;
}

/** dhs: one [batch, hidden] per time step -> dxs: one [batch, input] per time step, dh0, dc0: [batch, hidden], grads: the shapes of params. */
export function lstmBackward(
  { Wx, Wh, b }: LstmParams,
  caches: LstmCache[],
  dhs: Matrix[],
): { dxs: Matrix[]; dh0: Matrix; dc0: Matrix; grads: LstmParams } {
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
  const dxs: Matrix[] = new Array(caches.length);
  let dhNext = zeros(dhs[0]);
  let dcNext = zeros(dhs[0]);
  for (let t = caches.length - 1; t >= 0; t--) {
    const { x, hPrev, cPrev, i, f, g, o, tanhC } = caches[t];
    const dh = dhs[t].plus(dhNext);
    const dc = dh.times(o).times(tanhSlope(tanhC)).plus(dcNext);
    const dGates = joinColumns([
      dc.times(g).times(sigmoidSlope(i)),
      dc.times(cPrev).times(sigmoidSlope(f)),
      dc.times(i).times(tanhSlope(g)),
      dh.times(tanhC).times(sigmoidSlope(o)),
    ]); // [batch, 4·hidden]
    grads.Wx.accumulate(x.transpose().dot(dGates));
    grads.Wh.accumulate(hPrev.transpose().dot(dGates));
    grads.b.accumulate(dGates.sumRows());
    dxs[t] = dGates.dot(Wx.transpose());
    dhNext = dGates.dot(Wh.transpose());
    dcNext = dc.times(f);
  }
  return { dxs, dh0: dhNext, dc0: dcNext, grads };
}

/** σ'(z) and tanh'(z), written in their outputs y, which the cache holds. */
const sigmoidSlope = (y: Matrix): Matrix => y.map((v) => v * (1 - v));
const tanhSlope = (y: Matrix): Matrix => y.map((v) => 1 - v * v);
