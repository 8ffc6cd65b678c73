/**
 * Exercise X3.3: a gradient check.
 *
 *   numeric = (L(θ + ε) − L(θ − ε)) / 2ε          for one element of θ at a time
 *   error   = |analytic − numeric| / max(1, |analytic| + |numeric|)
 *
 * Return the largest error over all elements, and the index of its element in theta.data.
 * Every call of the loss moves one element; put it back before you go on. Check: npx unrolled grade 3.3
 */

import type { Matrix } from "unrolled/numeric";


/** theta, analytic: the same shape. `worst` counts elements row by row, from 0. */
export function gradCheck(
  loss: (theta: Matrix) => number,
  theta: Matrix,
  analytic: Matrix,
  epsilon = 1e-5,
): { maxRelativeError: number; worst: number } {
  throw new Error("TODO: exercise X3.3");
}
