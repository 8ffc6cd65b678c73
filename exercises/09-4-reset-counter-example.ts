/**
 * Exercise X9.4: the two places of the reset gate are not the same function.
 *
 *   n = tanh(x Wxn + bn + r ⊙ (h₋ Whn))      reset after the product
 *   n = tanh(x Wxn + bn + (r ⊙ h₋) Whn)      reset before it
 *
 * with r = σ(x Wxr + h₋ Whr + br), z = σ(x Wxz + h₋ Whz + bz), h = (1 − z) ⊙ n + z ⊙ h₋ in both.
 * Choose parameters, one input and one state with which the two h differ by more than 0.1 in some element. For which Whn and
 * which r would they be the same? Keep every number within ±100. Check: npx unrolled grade 9.4
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
  throw new Error("TODO: exercise X9.4");
}
