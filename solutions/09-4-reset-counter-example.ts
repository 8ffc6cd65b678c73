/**
 * Exercise X9.4: the two places of the reset gate are not the same function.
 *
 *   n = tanh(x Wxn + bn + r ⊙ (h₋ Whn))      reset after the product
 *   n = tanh(x Wxn + bn + (r ⊙ h₋) Whn)      reset before it
 *
 * with r = σ(x Wxr + h₋ Whr + br), z = σ(x Wxz + h₋ Whz + bz), h = (1 − z) ⊙ n + z ⊙ h₋ in both.
 * Choose parameters, one input and one state with which the two h differ by more than 0.1 in some element.
 */

import { Matrix } from "unrolled/numeric";

/** Wx: [1, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], each r z n side by side. There is no bq here. */
export interface GruParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** hidden: 2 or more units. x: [1, 1], hPrev: [1, hidden]: a batch of one, with one input feature. */
export function resetCounterExample(hidden: number): { params: GruParams; x: Matrix; hPrev: Matrix } {
  const Wx = new Matrix(1, 3 * hidden);
  const Wh = new Matrix(hidden, 3 * hidden);
  const b = new Matrix(1, 3 * hidden);
  b.data.fill(10, 0, hidden); // r is open …
  b.data[0] = -10; // … but for unit 0
  b.data.fill(-10, hidden, 2 * hidden); // z = 0: the new state is the candidate
  // Unit 1 listens to unit 0. Reset before: unit 0 sends nothing. Reset after: unit 1 lets through what comes.
  Wh.data[2 * hidden + 1] = 1;
  return { params: { Wx, Wh, b }, x: new Matrix(1, 1), hPrev: new Matrix(1, hidden).map(() => 1) };
}
