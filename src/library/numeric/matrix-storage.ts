/**
 * The numbers of a matrix with their shape, and all that only reads them (or adds to them in place).
 *
 * Row-major: element (r, c) stands at data[r * cols + c]. What gives a new matrix is in matrix.ts.
 */

import { addInto } from "./elementwise.ts";
import { matrixText } from "./matrix-text.ts";
import { type Dtype, dtypeOf, length, type Numbers } from "./numbers.ts";
import * as check from "./shape-check.ts";

/** A matrix as plain data, as `JSON.stringify` writes it. */
export interface MatrixJson {
  /** Number of rows: examples. */
  readonly rows: number;
  /** Number of columns: features. */
  readonly cols: number;
  /** "float64" or "float32". */
  readonly dtype: Dtype;
  /** All elements, row by row. */
  readonly data: readonly number[];
}

/** Rows and columns of numbers in float64 or float32. `Matrix` is this with its arithmetic. */
export class MatrixStorage {
  /** Number of rows: examples. */
  readonly rows: number;
  /** Number of columns: features. */
  readonly cols: number;
  /** "float64" or "float32". */
  readonly dtype: Dtype;
  /** All elements, row by row; not a copy. */
  readonly data: Numbers;

  /** Zeros in float64, unless `data` (row by row, not copied) is given. */
  constructor(rows: number, cols: number, data?: Numbers) {
    check.expectSize(rows, cols, data?.length);
    this.rows = rows;
    this.cols = cols;
    this.data = data ?? new Float64Array(rows * cols);
    this.dtype = dtypeOf(this.data);
  }

  /** As text: "[rows, cols]". */
  get shape(): string {
    return `[${this.rows}, ${this.cols}]`;
  }

  /** The element in that row and column; both count from 0. Throws outside. */
  at(row: number, col: number): number {
    const inside = row >= 0 && row < this.rows && col >= 0 && col < this.cols;
    if (!inside || !Number.isInteger(row) || !Number.isInteger(col)) {
      throw new RangeError(`at: (${row}, ${col}) lies outside ${this.shape}; both count from 0.`);
    }
    return this.data[row * this.cols + col];
  }

  /** this += other. */
  accumulate(other: MatrixStorage): void {
    check.expectSameShape("accumulate", this, other);
    addInto(this.data, other.data);
  }

  /** Of all elements. */
  sum(): number {
    let sum = 0;
    for (let k = 0; k < this.data.length; k++) sum += this.data[k];
    return sum;
  }

  /** Frobenius norm: the length of all elements as one vector. Exploded gradients do not overflow it. */
  norm(): number {
    return length(this.data);
  }

  /** Same shape and precision, and no element further apart than `tolerance`. */
  equals(other: MatrixStorage, tolerance = 0): boolean {
    if (this.rows !== other.rows || this.cols !== other.cols || this.dtype !== other.dtype) return false;
    for (let k = 0; k < this.data.length; k++) {
      if (!(Math.abs(this.data[k] - other.data[k]) <= tolerance)) return false;
    }
    return true;
  }

  /** A list of numbers for each row. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, r) => [
      ...this.data.subarray(r * this.cols, (r + 1) * this.cols),
    ]);
  }

  /** Plain data that reads back exactly: see `Matrix.fromJSON`. */
  toJSON(): MatrixJson {
    return { rows: this.rows, cols: this.cols, dtype: this.dtype, data: [...this.data] };
  }

  /** Shape, precision and the first rows and columns. */
  toString(): string {
    return matrixText(`Matrix ${this.shape} ${this.dtype}`, this.data, this.rows, this.cols);
  }
}

// Node prints values by this method, so a notebook shows a matrix with its shape.
Object.defineProperty(MatrixStorage.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: MatrixStorage): string {
    return this.toString();
  },
});
