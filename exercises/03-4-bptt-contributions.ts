/**
 * Exercise X3.4: the gradient of Wh as a sum over time steps.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b),   L depends on the last h alone
 *
 *   ∂L/∂Wh = Σ_k  (∂L/∂h[T]) (∂h[T]/∂h[k]) (∂⁺h[k]/∂Wh)
 *
 * ∂⁺ is the immediate derivative: of h[k] by the Wh that stands in its own equation, with h[k−1] held fixed.
 * Return the addends one by one; their sum is what X3.2 computes. Check: npx unrolled grade 3.4
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** What the forward pass saved at one time step. x: [batch, input]; hPrev, h: [batch, hidden]. */
export interface RnnCache {
  x: Matrix;
  hPrev: Matrix;
  h: Matrix;
}

/** dhLast = ∂L/∂h[T]: [batch, hidden] -> the addend of each time step, in time order: [hidden, hidden] each. */
export function bpttContributions(params: RnnParams, caches: RnnCache[], dhLast: Matrix): Matrix[] {
  throw new Error("TODO: exercise X3.4");
}
