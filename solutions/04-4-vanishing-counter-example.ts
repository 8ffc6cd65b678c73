/**
 * Exercise X4.4: a singular value above 1 does not make gradients explode.
 *
 *   σ(W) = max ‖W v‖ / ‖v‖            what W can do to a vector in one time step
 *   Wᵏ = W W … W (k times)            what a linear recurrence does to a gradient in k time steps
 *
 * Choose W with σ(W) ≥ stretch and yet Wᵏ = 0, to 1e-9 in every element, at k = 4 · hidden: the gradient vanishes, however
 * much one step can stretch. Which number of W decides in the long run?
 */

import { Matrix } from "unrolled/numeric";

/** hidden: 2 or more units; stretch: more than 1 -> W: [hidden, hidden]. */
export function vanishingCounterExample(hidden: number, stretch: number): Matrix {
  // Each unit passes on to the next alone, stretched; the last to none. So every eigenvalue is 0.
  const W = new Matrix(hidden, hidden);
  for (let k = 0; k + 1 < hidden; k++) W.data[k * hidden + k + 1] = stretch;
  return W;
}
