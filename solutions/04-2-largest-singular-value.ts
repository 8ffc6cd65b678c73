/**
 * Exercise X4.2: how much a matrix can stretch at once.
 *
 *   σ(W) = max ‖W v‖ / ‖v‖        over all vectors v that are not zero
 *
 * Power iteration on WᵀW: begin with a vector drawn at random, apply W and then Wᵀ, bring it to length 1, again and
 * again; ‖W v‖ then tends to σ. It works for every shape of W, and WᵀW has no complex eigenvalues.
 */

import { createRandom, type Matrix, uniform } from "unrolled/numeric";

/** W: [rows, cols]. */
export function largestSingularValue(W: Matrix, iterations = 300): number {
  let v = uniform(W.cols, 1, 1, createRandom(1));
  let sigma = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const image = W.dot(v.scale(1 / v.norm()));
    sigma = image.norm();
    if (sigma === 0) return 0;
    v = W.transpose().dot(image);
  }
  return sigma;
}
