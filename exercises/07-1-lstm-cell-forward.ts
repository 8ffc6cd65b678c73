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
 * Return the new state, and in the cache what the backward pass will need. Check: npx unrolled grade 7.1
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
  params: LstmParams,
  x: Matrix,
  prev: LstmState,
): { state: LstmState; cache: LstmCache } {
  throw new Error("TODO: exercise X7.1");
}
