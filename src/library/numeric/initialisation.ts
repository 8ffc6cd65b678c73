/**
 * Starting values of weight matrices. A recurrent matrix is applied at every time step, so what it
 * does to a vector's length decides how far gradients reach.
 */

import { Matrix } from "./matrix.ts";
import { normal, type Random, uniform } from "./random.ts";

/** Uniform in ±√(6 / (rows + cols)): keeps variances forward and backward. Glorot & Bengio 2010, eq. 16. */
export function glorot(rows: number, cols: number, random: Random): Matrix {
  return uniform(rows, cols, Math.sqrt(6 / (rows + cols)), random);
}

/** `gain` on the diagonal. As the recurrent matrix of a ReLU network: the IRNN of Le, Jaitly & Hinton 2015. */
export function identity(size: number, gain = 1): Matrix {
  const out = new Matrix(size, size);
  for (let k = 0; k < size; k++) out.data[k * size + k] = gain;
  return out;
}

/**
 * A random matrix whose rows (or columns, whichever are fewer) are orthonormal, times `gain`; square
 * ones keep every vector's length. Gram & Schmidt on normal rows, twice against rounding.
 * Saxe, McClelland & Ganguli 2014.
 */
export function orthogonal(rows: number, cols: number, random: Random, gain = 1): Matrix {
  if (rows > cols) return orthogonal(cols, rows, random, gain).transpose();
  const basis: Matrix[] = [];
  while (basis.length < rows) {
    let row = normal(1, cols, 1, random);
    for (const other of [...basis, ...basis]) row = row.minus(other.scale(row.times(other).sum()));
    if (row.norm() > 1e-8) basis.push(row.scale(1 / row.norm())); // else: dependent on the others, draw anew
  }
  const out = new Matrix(rows, cols);
  basis.forEach((row, r) => {
    out.data.set(row.data, r * cols);
  });
  return out.scale(gain);
}
