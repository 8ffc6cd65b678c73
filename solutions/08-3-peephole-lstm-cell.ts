/**
 * Exercise X8.3: the LSTM cell with peepholes, one time step forward and backward.
 *
 *   i = σ(x Wxi + h₋ Whi + c₋ ⊙ pi + bi)   input gate
 *   f = σ(x Wxf + h₋ Whf + c₋ ⊙ pf + bf)   forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)          candidate
 *   c = f ⊙ c₋ + i ⊙ g                     cell state
 *   o = σ(x Wxo + h₋ Who + c ⊙ po + bo)    output gate, after the cell state
 *   h = o ⊙ tanh(c)                        hidden state
 *
 * The gates see the cell state through the rows pi, pf, po: each unit its own.
 */

import { joinColumns, type Matrix } from "unrolled/numeric";

/** Wx: [input, 4·hidden], Wh: [hidden, 4·hidden], b: [1, 4·hidden], gates in the order i f g o; pi, pf, po: [1, hidden]. */
export interface PeepholeParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
  pi: Matrix;
  pf: Matrix;
  po: Matrix;
}

/** h, c: [batch, hidden]. */
export interface LstmState {
  h: Matrix;
  c: Matrix;
}

/** What one time step saves for its backward pass. x: [batch, input]; the others: [batch, hidden]. */
export interface PeepholeCache {
  x: Matrix;
  hPrev: Matrix;
  cPrev: Matrix;
  i: Matrix;
  f: Matrix;
  g: Matrix;
  o: Matrix;
  c: Matrix;
  tanhC: Matrix;
}

/** x: [batch, input], prev: the state of the previous time step. */
export function peepholeLstmCellForward(
  { Wx, Wh, b, pi, pf, po }: PeepholeParams,
  x: Matrix,
  { h: hPrev, c: cPrev }: LstmState,
): { state: LstmState; cache: PeepholeCache } {
  const gates = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, 4·hidden]
  const [zi, zf, zg, zo] = gates.splitColumns(4);
  const i = zi.plus(cPrev.timesRow(pi)).sigmoid();
  const f = zf.plus(cPrev.timesRow(pf)).sigmoid();
  const g = zg.tanh();
  const c = f.times(cPrev).plus(i.times(g));
  const o = zo.plus(c.timesRow(po)).sigmoid();
  const tanhC = c.tanh();
  const h = o.times(tanhC);
  return { state: { h, c }, cache: { x, hPrev, cPrev, i, f, g, o, c, tanhC } };
}

/** dh = ∂L/∂h; dc = what reaches c through the next time step alone. Both [batch, hidden]. */
export function peepholeLstmCellBackward(
  { Wx, Wh, pi, pf, po }: PeepholeParams,
  { x, hPrev, cPrev, i, f, g, o, c, tanhC }: PeepholeCache,
  dh: Matrix,
  dc: Matrix,
): { dx: Matrix; dhPrev: Matrix; dcPrev: Matrix; grads: PeepholeParams } {
  // h = o ⊙ tanh(c), o = σ(zo)
  const dzo = dh.times(tanhC).times(sigmoidSlope(o));
  // c feeds tanh, the output gate's peephole and the next time step
  const dcTotal = dh.times(o).times(tanhSlope(tanhC)).plus(dzo.timesRow(po)).plus(dc);
  // c = f ⊙ c₋ + i ⊙ g
  const dzi = dcTotal.times(g).times(sigmoidSlope(i));
  const dzf = dcTotal.times(cPrev).times(sigmoidSlope(f));
  const dzg = dcTotal.times(i).times(tanhSlope(g));
  // gates = x Wx + h₋ Wh + b
  const dGates = joinColumns([dzi, dzf, dzg, dzo]); // [batch, 4·hidden]
  return {
    dx: dGates.dot(Wx.transpose()),
    dhPrev: dGates.dot(Wh.transpose()),
    // c₋ feeds c and the peepholes of i and f
    dcPrev: dcTotal.times(f).plus(dzi.timesRow(pi)).plus(dzf.timesRow(pf)),
    grads: {
      Wx: x.transpose().dot(dGates),
      Wh: hPrev.transpose().dot(dGates),
      b: dGates.sumRows(),
      pi: dzi.times(cPrev).sumRows(),
      pf: dzf.times(cPrev).sumRows(),
      po: dzo.times(c).sumRows(),
    },
  };
}

/** σ'(z) and tanh'(z), written in their outputs y, which the cache holds. */
const sigmoidSlope = (y: Matrix): Matrix => y.map((v) => v * (1 - v));
const tanhSlope = (y: Matrix): Matrix => y.map((v) => 1 - v * v);
