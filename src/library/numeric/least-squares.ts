/**
 * Linear least squares: the W that makes A W closest to Y, by the normal equations (AᵀA + λI) W = AᵀY and a Cholesky
 * factor. For small, well-behaved problems such as a linear readout; λ > 0 keeps the factor safe.
 */

import type { Matrix } from "./matrix.ts";
import { ShapeError } from "./shape-error.ts";

/** A: [examples, inputs], Y: [examples, outputs] -> W: [inputs, outputs]. Throws if AᵀA + λI is not positive definite. */
export function leastSquares(A: Matrix, Y: Matrix, ridge = 1e-9): Matrix {
  if (A.rows !== Y.rows)
    throw new ShapeError(
      `leastSquares: A is [${A.rows}, ${A.cols}], so Y needs ${A.rows} rows, got ${Y.rows}.`,
    );
  const turned = A.transpose();
  const factor = cholesky(turned.dot(A), ridge);
  return solve(factor, turned.dot(Y));
}

/** The lower triangle L with L Lᵀ = S + λI, row by row. */
function cholesky(S: Matrix, ridge: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let i = 0; i < S.rows; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      let sum = S.at(i, j) + (i === j ? ridge : 0);
      const other = j === i ? row : rows[j];
      for (let k = 0; k < j; k++) sum -= row[k] * other[k];
      if (i === j && !(sum > 0))
        throw new RangeError(
          `leastSquares: AᵀA + λI is not positive definite at column ${i}; take a larger ridge than ${ridge}.`,
        );
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j];
    }
    rows.push(row);
  }
  return rows;
}

/** Solves L Lᵀ W = B, downwards and upwards. */
function solve(L: readonly Float64Array[], B: Matrix): Matrix {
  const W = B.copy();
  const { rows, cols, data } = W;
  for (let c = 0; c < cols; c++) {
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < i; k++) data[i * cols + c] -= L[i][k] * data[k * cols + c];
      data[i * cols + c] /= L[i][i];
    }
    for (let i = rows - 1; i >= 0; i--) {
      for (let k = i + 1; k < rows; k++) data[i * cols + c] -= L[k][i] * data[k * cols + c];
      data[i * cols + c] /= L[i][i];
    }
  }
  return W;
}
