/**
 * Exercise X7.2: the LSTM over a whole sequence.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * h₋ and c₋ are the state of the time step before; before the first one stands the initial state.
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

/** xs: one [batch, input] per time step -> the state after each time step. */
export function lstmForward({ Wx, Wh, b }: LstmParams, xs: Matrix[], initial: LstmState): LstmState[] {
  const states: LstmState[] = [];
  let { h, c } = initial;
  for (const x of xs) {
    const gates = x.dot(Wx).plus(h.dot(Wh)).plusRow(b); // [batch, 4·hidden]
    const [zi, zf, zg, zo] = gates.splitColumns(4);
    c = zf.sigmoid().times(c).plus(zi.sigmoid().times(zg.tanh()));
    h = zo.sigmoid().times(c.tanh());
    states.push({ h, c });
  }
  return states;
}
