/** How strongly a matrix stretches: once (largest singular value), and in the long run (spectral radius). */

import { assertFinite } from "./assert-finite.ts";
import type { Matrix } from "./matrix.ts";
import { createRandom, normal } from "./random.ts";
import { ShapeError } from "./shape-error.ts";

/** 2⁴⁰-th power: the estimate is then right to about 10⁻¹⁰, even where eigenvectors nearly coincide. */
const SQUARINGS = 40;

/**
 * Largest absolute eigenvalue ρ(W) of a square matrix, complex eigenvalues included: by Gelfand's
 * formula ρ = lim ‖Wᵏ‖^(1/k), with k doubled by squaring and the scale kept apart. (Power iteration
 * would not settle on a complex pair, which most random matrices have.)
 */
export function spectralRadius(W: Matrix): number {
  if (W.rows !== W.cols) throw new ShapeError(`spectralRadius: expected a square matrix, got ${W.shape}.`);
  assertFinite("spectralRadius: the matrix", W);
  let power = W.to("float64"); // W^k / exp(logScale)
  let logScale = 0;
  let k = 1;
  for (let squaring = 0; squaring <= SQUARINGS; squaring++) {
    const norm = power.norm();
    if (norm === 0) return 0; // nilpotent
    power = power.scale(1 / norm);
    logScale += Math.log(norm);
    if (squaring === SQUARINGS) break;
    power = power.dot(power);
    logScale *= 2;
    k *= 2;
  }
  return Math.exp(logScale / k);
}

/**
 * Largest singular value σ(W): how much longer W can make a vector in one step. Power iteration on
 * WᵀW until σ moves by less than `tolerance` relatively, three times running.
 * Throws if that takes more than `maxIterations`: then the two largest singular values nearly coincide.
 */
export function largestSingularValue(
  W: Matrix,
  { tolerance = 1e-13, maxIterations = 100_000 }: { tolerance?: number; maxIterations?: number } = {},
): number {
  assertFinite("largestSingularValue: the matrix", W);
  const matrix = W.to("float64");
  const transposed = matrix.transpose();
  let v = normal(W.cols, 1, 1, createRandom(1));
  let sigma = 0;
  let quiet = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const image = matrix.dot(v.scale(1 / v.norm()));
    const next = image.norm();
    if (next === 0) return 0;
    v = transposed.dot(image);
    quiet = Math.abs(next - sigma) <= tolerance * next ? quiet + 1 : 0;
    sigma = next;
    if (quiet === 3) return sigma;
  }
  throw new RangeError(
    `largestSingularValue: not settled after ${maxIterations} iterations (now ${sigma}); ` +
      "allow more iterations or a larger tolerance.",
  );
}
