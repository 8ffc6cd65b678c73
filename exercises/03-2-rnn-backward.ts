/**
 * Exercise X3.2: backpropagation through time.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
 *
 * dhs[t] is the gradient that reaches h[t] directly, from an output at time step t; what reaches it
 * through time step t + 1 comes on top. The weights serve every time step, so their gradients add up. Check: npx unrolled grade 3.2
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

/** dhs: one [batch, hidden] per time step -> dxs: one [batch, input] per time step, dh0: [batch, hidden], grads: the shapes of params. */
export function rnnBackward(
  params: RnnParams,
  caches: RnnCache[],
  dhs: Matrix[],
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  throw new Error("TODO: exercise X3.2");
}
