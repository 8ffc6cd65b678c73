/**
 * Exercise X11.1: an embedding, forward and backward.
 *
 *   y[t][r, :] = E[ids[t][r], :]                        a row of the table for every token
 *   ∂L/∂E[k, :] = Σ over all (t, r) with ids[t][r] = k of ∂L/∂y[t][r, :]
 *
 * It is the product of a one-hot row with E, without the multiplications by zero. A token may occur several times, in
 * one batch and over time; rows that nobody looked up have the gradient zero. Check: npx unrolled grade 11.1
 */

import { Matrix } from "unrolled/numeric";

/** E: [tokens, features], ids[t]: [batch] -> y[t]: [batch, features]. */
export function embeddingForward(E: Matrix, ids: Int32Array[]): Matrix[] {
  throw new Error("TODO: exercise X11.1 (embeddingForward)");
}

/** dys[t]: [batch, features] -> dE, in the shape of E. */
export function embeddingBackward(E: Matrix, ids: Int32Array[], dys: Matrix[]): Matrix {
  throw new Error("TODO: exercise X11.1 (embeddingBackward)");
}
