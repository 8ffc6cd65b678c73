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
 * The weights serve every time step, so their gradients add up. Check: npx unrolled grade 8.2
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

/** dhs: one [batch, hidden] per time step -> dxs: one [batch, input] per time step, dh0, dc0: [batch, hidden], grads: the shapes of params. */
export function lstmBackward(
  params: LstmParams,
  caches: LstmCache[],
  dhs: Matrix[],
): { dxs: Matrix[]; dh0: Matrix; dc0: Matrix; grads: LstmParams } {
  throw new Error("TODO: exercise X8.2");
}
