/**
 * Exercise X3.3: a gradient check.
 *
 *   numeric = (L(θ + ε) − L(θ − ε)) / 2ε          for one element of θ at a time
 *   error   = |analytic − numeric| / max(1, |analytic| + |numeric|)
 */

import type { Matrix } from "unrolled/numeric";

/** theta, analytic: the same shape. `worst` counts elements row by row, from 0. */
export function gradCheck(
  loss: (theta: Matrix) => number,
  theta: Matrix,
  analytic: Matrix,
  epsilon = 1e-5,
): { maxRelativeError: number; worst: number } {
  let maxRelativeError = 0;
  let worst = 0;
  theta.data.forEach((value, i) => {
    theta.data[i] = value + epsilon;
    const above = loss(theta);
    theta.data[i] = value - epsilon;
    const below = loss(theta);
    theta.data[i] = value;
    const numeric = (above - below) / (2 * epsilon);
    const size = Math.abs(analytic.data[i]) + Math.abs(numeric);
    const error = Math.abs(analytic.data[i] - numeric) / Math.max(1, size);
    if (error > maxRelativeError) {
      maxRelativeError = error;
      worst = i;
    }
  });
  return { maxRelativeError, worst };
}
