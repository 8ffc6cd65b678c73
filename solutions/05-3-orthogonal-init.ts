/**
 * Exercise X5.3: a recurrent matrix that keeps the length of every vector.
 *
 *   W Wᵀ = gain² I,   drawn at random
 *
 * Gram & Schmidt: draw a row of normal numbers, take away its part along each row that stands already, and bring it to
 * length 1. Once all rows stand, multiply by the gain. createRandom(seed) gives a function that draws from [0, 1), and
 * randomNormal(random) a normal number. The same seed gives the same W.
 */

import { createRandom, Matrix, randomNormal } from "unrolled/numeric";

/** -> W: [size, size]. */
export function orthogonalInit(size: number, seed: number, gain = 1): Matrix {
  const random = createRandom(seed);
  const W = new Matrix(size, size);
  for (let r = 0; r < size; r++) {
    let row = new Matrix(1, size).map(() => randomNormal(random));
    for (let k = 0; k < r; k++) {
      const other = W.row(k);
      row = row.minus(other.scale(inner(row, other)));
    }
    W.data.set(row.scale(1 / Math.sqrt(inner(row, row))).data, r * size);
  }
  return W.scale(gain);
}

const inner = (a: Matrix, b: Matrix): number => a.times(b).sum();
