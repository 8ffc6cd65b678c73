/** Derivatives of the nonlinearities, written in their outputs y, which the caches hold. */

import type { Matrix } from "../numeric/matrix.ts";

/** σ'(z) = y (1 − y), where y = σ(z). */
export function sigmoidSlope(y: Matrix): Matrix {
  return y.map((v) => v * (1 - v));
}

/** tanh'(z) = 1 − y², where y = tanh(z). */
export function tanhSlope(y: Matrix): Matrix {
  return y.map((v) => 1 - v * v);
}

/** relu'(z) = 1 where y > 0, else 0, where y = max(0, z). */
export function reluSlope(y: Matrix): Matrix {
  return y.map((v) => (v > 0 ? 1 : 0));
}
