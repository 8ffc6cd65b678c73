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
 * The gates see the cell state through the rows pi, pf, po: each unit its own. Forward first; then the same lines backward,
 * last line first: what new ways lead to c and to c₋? Check: npx unrolled grade 8.3
 */

import type { Matrix } from "unrolled/numeric";

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
  params: PeepholeParams,
  x: Matrix,
  prev: LstmState,
): { state: LstmState; cache: PeepholeCache } {
  throw new Error("TODO: exercise X8.3 (peepholeLstmCellForward)");
}

/** dh = ∂L/∂h; dc = what reaches c through the next time step alone. Both [batch, hidden]. */
export function peepholeLstmCellBackward(
  params: PeepholeParams,
  cache: PeepholeCache,
  dh: Matrix,
  dc: Matrix,
): { dx: Matrix; dhPrev: Matrix; dcPrev: Matrix; grads: PeepholeParams } {
  throw new Error("TODO: exercise X8.3 (peepholeLstmCellBackward)");
}
