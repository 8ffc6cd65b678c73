/**
 * Exercise X11.1: an embedding, forward and backward.
 *
 *   y[t][r, :] = E[ids[t][r], :]                        a row of the table for every token
 *   ∂L/∂E[k, :] = Σ over all (t, r) with ids[t][r] = k of ∂L/∂y[t][r, :]
 */

import { Matrix } from "unrolled/numeric";

/** E: [tokens, features], ids[t]: [batch] -> y[t]: [batch, features]. */
export function embeddingForward(E: Matrix, ids: Int32Array[]): Matrix[] {
  return ids.map((row) => {
    const y = new Matrix(row.length, E.cols);
    row.forEach((id, r) => {
      y.data.set(E.row(id).data, r * E.cols);
    });
    return y;
  });
}

/** dys[t]: [batch, features] -> dE, in the shape of E. */
export function embeddingBackward(E: Matrix, ids: Int32Array[], dys: Matrix[]): Matrix {
  const dE = new Matrix(E.rows, E.cols);
  ids.forEach((row, t) => {
    row.forEach((id, r) => {
      for (let c = 0; c < E.cols; c++) dE.data[id * E.cols + c] += dys[t].data[r * E.cols + c];
    });
  });
  return dE;
}
