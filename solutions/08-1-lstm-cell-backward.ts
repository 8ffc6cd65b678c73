/**
 * Exercise X8.1: backward through one time step of the LSTM.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * dh = ∂L/∂h and dc = ∂L/∂c come from outside; dc is what reaches c through the next time step alone, and what
 * reaches it through h comes on top.
 */

import { joinColumns, type Matrix } from "unrolled/numeric";

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

/** dh, dc: [batch, hidden]. Each gradient has the shape of what it belongs to; those of params are summed over the batch. */
export function lstmCellBackward(
  { Wx, Wh }: LstmParams,
  { x, hPrev, cPrev, i, f, g, o, tanhC }: LstmCache,
  dh: Matrix,
  dc: Matrix,
): { dx: Matrix; dhPrev: Matrix; dcPrev: Matrix; grads: LstmParams } {
  // h = o ⊙ tanh(c); c also feeds the next time step
  const dO = dh.times(tanhC);
  const dcTotal = dh.times(o).times(tanhSlope(tanhC)).plus(dc);
  // c = f ⊙ c₋ + i ⊙ g
  const df = dcTotal.times(cPrev);
  const dcPrev = dcTotal.times(f);
  const di = dcTotal.times(g);
  const dg = dcTotal.times(i);
  // i, f, o = σ(z); g = tanh(z)
  const dGates = joinColumns([
    di.times(sigmoidSlope(i)),
    df.times(sigmoidSlope(f)),
    dg.times(tanhSlope(g)),
    dO.times(sigmoidSlope(o)),
  ]); // [batch, 4·hidden]
  // gates = x Wx + h₋ Wh + b
  return {
    dx: dGates.dot(Wx.transpose()),
    dhPrev: dGates.dot(Wh.transpose()),
    dcPrev,
    grads: {
      Wx: x.transpose().dot(dGates),
      Wh: hPrev.transpose().dot(dGates),
      b: dGates.sumRows(),
    },
  };
}

/** σ'(z) and tanh'(z), written in their outputs y, which the cache holds. */
const sigmoidSlope = (y: Matrix): Matrix => y.map((v) => v * (1 - v));
const tanhSlope = (y: Matrix): Matrix => y.map((v) => 1 - v * v);
