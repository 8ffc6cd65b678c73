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
 * Two things are carried from step to step, h and c. Check: npx unrolled grade 7.2
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
export function lstmForward(params: LstmParams, xs: Matrix[], initial: LstmState): LstmState[] {
  throw new Error("TODO: exercise X7.2");
}
