/**
 * Exercise X5.3: a recurrent matrix that keeps the length of every vector.
 *
 *   W Wᵀ = gain² I,   drawn at random
 *
 * Gram & Schmidt: draw a row of normal numbers, take away its part along each row that stands already, and bring it to
 * length 1. Once all rows stand, multiply by the gain. createRandom(seed) gives a function that draws from [0, 1), and
 * randomNormal(random) a normal number. The same seed gives the same W. Check: npx unrolled grade 5.3
 */

import { createRandom, Matrix, randomNormal } from "unrolled/numeric";

/** -> W: [size, size]. */
export function orthogonalInit(size: number, seed: number, gain = 1): Matrix {
  throw new Error("TODO: exercise X5.3");
}
