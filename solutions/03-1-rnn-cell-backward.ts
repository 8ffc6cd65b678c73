/**
 * Exercise X3.1: backward through one time step.
 *
 *   z = x Wx + h₋ Wh + b
 *   h = tanh(z)
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
  { Wx, Wh }: RnnParams,
  { x, hPrev, h }: RnnCache,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; grads: RnnParams } {
  // h = tanh(z)
  const dz = dh.times(h.map((v) => 1 - v * v));
  // z = x Wx + h₋ Wh + b
  const grads = { Wx: x.transpose().dot(dz), Wh: hPrev.transpose().dot(dz), b: dz.sumRows() };
  return { dx: dz.dot(Wx.transpose()), dhPrev: dz.dot(Wh.transpose()), grads };
}
