/**
 * Exercise X4.1: what a matrix does in the long run.
 *
 *   ρ(W) = lim ‖Wᵏ‖^(1/k)   for k → ∞        the largest absolute value of an eigenvalue (Gelfand 1941)
 *
 * Plain power iteration does not settle where the largest eigenvalues are a complex pair, as they are for most random
 * matrices; this limit does. Squaring doubles k each time: W, W², W⁴, … Powers overflow or vanish soon, so bring each
 * to length 1 and keep the logarithm of what was divided out.
 */

import type { Matrix } from "unrolled/numeric";

/** W: [n, n]. squarings: how often k is doubled; k = 2^squarings. ρ = 0 where a power of W is zero. */
export function spectralRadius(W: Matrix, squarings = 40): number {
  let power = W; // Wᵏ / exp(logScale)
  let logScale = 0;
  let k = 1;
  for (let squaring = 0; squaring <= squarings; squaring++) {
    const norm = power.norm();
    if (norm === 0) return 0; // a power of W is zero
    power = power.scale(1 / norm);
    logScale += Math.log(norm);
    if (squaring === squarings) break;
    power = power.dot(power);
    logScale *= 2;
    k *= 2;
  }
  return Math.exp(logScale / k);
}
