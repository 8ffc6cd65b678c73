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
 * reaches it through h comes on top. Differentiate the lines by hand, last line first. Check: npx unrolled grade 8.1
 */

import type { Matrix } from "unrolled/numeric";

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
  params: LstmParams,
  cache: LstmCache,
  dh: Matrix,
  dc: Matrix,
): { dx: Matrix; dhPrev: Matrix; dcPrev: Matrix; grads: LstmParams } {
  throw new Error("TODO: exercise X8.1");
}
