/**
 * Exercise X4.2: how much a matrix can stretch at once.
 *
 *   σ(W) = max ‖W v‖ / ‖v‖        over all vectors v that are not zero
 *
 * Power iteration on WᵀW: begin with a vector drawn at random, apply W and then Wᵀ, bring it to length 1, again and
 * again; ‖W v‖ then tends to σ. It works for every shape of W, and WᵀW has no complex eigenvalues. Check: npx unrolled grade 4.2
 */

import { createRandom, type Matrix, uniform } from "unrolled/numeric";

/** W: [rows, cols]. */
export function largestSingularValue(W: Matrix, iterations = 300): number {
  throw new Error("TODO: exercise X4.2");
}
