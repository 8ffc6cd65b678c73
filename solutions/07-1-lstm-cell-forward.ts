/**
 * Exercise X7.1: the LSTM cell, one time step.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * h₋ and c₋ belong to the previous time step; ⊙ multiplies element by element.
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, 4·hidden], Wh: [hidden, 4·hidden], b: [1, 4·hidden]; four gates side by side, in the order i f g o. */
export interface LstmParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** h, c: [batch, hidden]. */
export interface LstmState {
  h: Matrix;
  c: Matrix;
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

/** x: [batch, input], prev: the state of the previous time step. */
export function lstmCellForward(
  { Wx, Wh, b }: LstmParams,
  x: Matrix,
  { h: hPrev, c: cPrev }: LstmState,
): { state: LstmState; cache: LstmCache } {
  const gates = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, 4·hidden]
  const [zi, zf, zg, zo] = gates.splitColumns(4);
  const i = zi.sigmoid();
  const f = zf.sigmoid();
  const g = zg.tanh();
  const o = zo.sigmoid();
  const c = f.times(cPrev).plus(i.times(g));
  const tanhC = c.tanh();
  const h = o.times(tanhC);
  return { state: { h, c }, cache: { x, hPrev, cPrev, i, f, g, o, tanhC } };
}
