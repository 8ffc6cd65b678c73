/**
 * Exercise X5.2: truncated backpropagation through time.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
 *
 * After every k1 time steps, go back k2 time steps and no further (k2 ≥ k1): a pass that ends after time step `end`
 * takes the losses of the k1 time steps before `end`, and carries them back to time step end − k2, or to 0. Where k1
 * does not divide the number of time steps, the last pass takes the losses that are left. dhs[t] is the gradient that
 * reaches h[t] directly. The states are those of the whole sequence, saved in the caches. Check: npx unrolled grade 5.2
 */

import { Matrix } from "unrolled/numeric";

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

/** dhs: one [batch, hidden] per time step -> the gradients of the parameters, added up over all passes. */
export function truncatedBptt(
  params: RnnParams,
  caches: RnnCache[],
  dhs: Matrix[],
  { k1, k2 }: { k1: number; k2: number },
): RnnParams {
  throw new Error("TODO: exercise X5.2");
}
