/**
 * The eigenvectors of a symmetric matrix with the largest absolute eigenvalues, by orthogonal iteration: multiply a few
 * random columns by the matrix, make them orthonormal again (Gram & Schmidt), and so on.
 *
 * Golub & Van Loan, Matrix Computations, section 8.2. Close eigenvalues mix; the space they span is right all the same.
 */

import type { Matrix } from "./matrix.ts";
import { createRandom, normal } from "./random.ts";
import { ShapeError } from "./shape-error.ts";

/**
 * S: [size, size], symmetric -> vectors: [size, count], one eigenvector per column, largest first; values: their
 * eigenvalues. Throws if S is not square or has fewer than `count` rows.
 */
export function leadingEigenvectors(
  S: Matrix,
  count: number,
  { iterations = 100, seed = 1 }: { iterations?: number; seed?: number } = {},
): { vectors: Matrix; values: number[] } {
  if (S.rows !== S.cols || count > S.rows || count < 1) {
    throw new ShapeError(
      `leadingEigenvectors: ${count} vectors need a square matrix of at least that size, got ${S.shape}.`,
    );
  }
  let rows = orthonormal(normal(count, S.rows, 1, createRandom(seed))); // a vector per row is quicker to make orthogonal
  for (let iteration = 0; iteration < iterations; iteration++) rows = orthonormal(rows.dot(S));
  const images = rows.dot(S);
  const values = Array.from({ length: count }, (_, k) => rows.row(k).times(images.row(k)).sum());
  return { vectors: rows.transpose(), values };
}

/** The rows, each brought to length 1 after its part along the rows before it is taken away; twice, for rounding. */
function orthonormal(given: Matrix): Matrix {
  const rows = given.copy();
  const { cols, data } = rows;
  const inner = (a: number, b: number): number => {
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += data[a * cols + c] * data[b * cols + c];
    return sum;
  };
  for (let r = 0; r < rows.rows; r++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < r; before++) {
        const share = inner(r, before);
        for (let c = 0; c < cols; c++) data[r * cols + c] -= share * data[before * cols + c];
      }
    }
    const length = Math.sqrt(inner(r, r));
    for (let c = 0; c < cols; c++) data[r * cols + c] /= length;
  }
  return rows;
}
