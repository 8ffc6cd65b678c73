/**
 * Exercise X3.1: backward through one time step.
 *
 *   z = x Wx + h₋ Wh + b
 *   h = tanh(z)
 *
 * dh is the gradient of the loss with respect to h. Differentiate the last line first.
 * A gradient has the shape of what it belongs to. Check: npx unrolled grade 3.1
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

/** dh: [batch, hidden] -> dx: [batch, input], dhPrev: [batch, hidden], grads: the shapes of params. */
export function rnnCellBackward(
  params: RnnParams,
  cache: RnnCache,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; grads: RnnParams } {
  throw new Error("TODO: exercise X3.1");
}
