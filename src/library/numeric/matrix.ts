/**
 * Dense matrices and the few operations that a recurrent cell needs.
 *
 * Row-major: element (r, c) stands at data[r * cols + c]. Rows are the examples of a batch, columns
 * are features. Every method returns a new matrix of the same precision; only `accumulate` changes
 * its own, because gradients of shared parameters add up. Mixing precisions is a DtypeError.
 */

import * as broadcast from "./broadcast.ts";
import * as elementwise from "./elementwise.ts";
import { matrixText } from "./matrix-text.ts";
import { type Dtype, dtypeOf, length, type Numbers, zeros } from "./numbers.ts";
import { multiply, transposeInto } from "./product.ts";
import * as check from "./shape-check.ts";
import { ShapeError } from "./shape-error.ts";

/** A matrix as plain data, as `JSON.stringify` writes it. */
export interface MatrixJson {
  readonly rows: number;
  readonly cols: number;
  readonly dtype: Dtype;
  readonly data: readonly number[];
}

export class Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly dtype: Dtype;
  readonly data: Numbers;

  /** Zeros in float64, unless `data` (row by row, not copied) is given. */
  constructor(rows: number, cols: number, data?: Float64Array | Float32Array) {
    check.expectSize(rows, cols, data?.length);
    this.rows = rows;
    this.cols = cols;
    this.data = data ?? new Float64Array(rows * cols);
    this.dtype = dtypeOf(this.data);
  }

  static zeros(rows: number, cols: number, dtype: Dtype = "float64"): Matrix {
    return new Matrix(rows, cols, zeros(dtype, rows * cols));
  }

  static filled(rows: number, cols: number, value: number, dtype: Dtype = "float64"): Matrix {
    return new Matrix(rows, cols, zeros(dtype, rows * cols).fill(value));
  }

  /** Matrix.fromRows([[1, 2, 3], [4, 5, 6]]) is [2, 3]. */
  static fromRows(rows: readonly (readonly number[])[], dtype: Dtype = "float64"): Matrix {
    return new Matrix(rows.length, rows[0]?.length ?? 0, check.flatten(rows, dtype));
  }

  /** The inverse of `toJSON`. Rejects what is not a finite number. */
  static fromJSON({ rows, cols, dtype, data }: MatrixJson): Matrix {
    return new Matrix(rows, cols, check.expectFiniteJson(data, dtype));
  }

  get shape(): string {
    return `[${this.rows}, ${this.cols}]`;
  }

  at(row: number, col: number): number {
    const inside = row >= 0 && row < this.rows && col >= 0 && col < this.cols;
    if (!inside || !Number.isInteger(row) || !Number.isInteger(col)) {
      throw new RangeError(`at: (${row}, ${col}) lies outside ${this.shape}; both count from 0.`);
    }
    return this.data[row * this.cols + col];
  }

  /** Elementwise f(value, index); index counts row by row. */
  map(f: (value: number, index: number) => number): Matrix {
    return this.like(elementwise.mapped(this.data, f));
  }

  /** σ(v) = 1 / (1 + e⁻ᵛ); does not overflow to NaN at either end. */
  sigmoid(): Matrix {
    return this.like(elementwise.sigmoid(this.data));
  }

  tanh(): Matrix {
    return this.like(elementwise.tanh(this.data));
  }

  /** max(0, v); NaN stays NaN. */
  relu(): Matrix {
    return this.like(elementwise.relu(this.data));
  }

  plus(other: Matrix): Matrix {
    check.expectSameShape("plus", this, other);
    return this.like(elementwise.sum(this.data, other.data));
  }

  minus(other: Matrix): Matrix {
    check.expectSameShape("minus", this, other);
    return this.like(elementwise.difference(this.data, other.data));
  }

  /** Elementwise (Hadamard) product. */
  times(other: Matrix): Matrix {
    check.expectSameShape("times", this, other);
    return this.like(elementwise.product(this.data, other.data));
  }

  scale(factor: number): Matrix {
    return this.like(elementwise.scaled(this.data, factor));
  }

  /** Matrix product: [m, k] · [k, n] -> [m, n]. */
  dot(other: Matrix): Matrix {
    check.expectSameInner("dot", this, other);
    const out = Matrix.zeros(this.rows, other.cols, this.dtype);
    multiply(this.data, other.data, out.data, this.rows, this.cols, other.cols);
    return out;
  }

  transpose(): Matrix {
    const out = Matrix.zeros(this.cols, this.rows, this.dtype);
    transposeInto(this.data, out.data, this.rows, this.cols);
    return out;
  }

  /** Adds the row [1, cols] to every row. Backward: `sumRows`. */
  plusRow(row: Matrix): Matrix {
    check.expectRow("plusRow", this, row);
    return this.like(broadcast.plusRow(this.data, row.data));
  }

  /** Multiplies every row by the row [1, cols], element by element. */
  timesRow(row: Matrix): Matrix {
    check.expectRow("timesRow", this, row);
    return this.like(broadcast.timesRow(this.data, row.data));
  }

  /** Multiplies row r by element r of the column [rows, 1]. */
  timesColumn(column: Matrix): Matrix {
    check.expectColumn("timesColumn", this, column);
    return this.like(broadcast.timesColumn(this.data, column.data));
  }

  /** Column sums: [m, n] -> [1, n]. */
  sumRows(): Matrix {
    return new Matrix(1, this.cols, broadcast.columnSums(this.data, this.cols));
  }

  /** Row sums: [m, n] -> [m, 1]. */
  sumColumns(): Matrix {
    return new Matrix(this.rows, 1, broadcast.rowSums(this.data, this.cols));
  }

  /** Splits [m, n·parts] into `parts` matrices [m, n], left to right. Backward: `joinColumns`. */
  splitColumns(parts: number): Matrix[] {
    const cols = this.cols / parts;
    if (!Number.isInteger(cols)) {
      throw new ShapeError(`splitColumns: ${this.shape} does not split into ${parts} equal parts.`);
    }
    return Array.from({ length: parts }, (_, part) => this.columns(part * cols, (part + 1) * cols));
  }

  /** Columns from … to − 1: [m, to − from]. */
  columns(from: number, to: number): Matrix {
    if (!(from >= 0 && from < to && to <= this.cols)) {
      throw new RangeError(`columns: ${from} … ${to - 1} do not all lie in ${this.shape}.`);
    }
    const out = Matrix.zeros(this.rows, to - from, this.dtype);
    for (let r = 0; r < this.rows; r++) {
      out.data.set(this.data.subarray(r * this.cols + from, r * this.cols + to), r * (to - from));
    }
    return out;
  }

  /** One row, [1, cols]. */
  row(r: number): Matrix {
    if (!(Number.isInteger(r) && r >= 0 && r < this.rows)) {
      throw new RangeError(`row: ${r} lies outside ${this.shape}; rows count from 0.`);
    }
    return new Matrix(1, this.cols, this.data.slice(r * this.cols, (r + 1) * this.cols));
  }

  /** this += other. */
  accumulate(other: Matrix): void {
    check.expectSameShape("accumulate", this, other);
    elementwise.addInto(this.data, other.data);
  }

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
  equals(other: Matrix, tolerance = 0): boolean {
    if (this.rows !== other.rows || this.cols !== other.cols || this.dtype !== other.dtype) return false;
    for (let k = 0; k < this.data.length; k++) {
      if (!(Math.abs(this.data[k] - other.data[k]) <= tolerance)) return false;
    }
    return true;
  }

  copy(): Matrix {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }

  /** A copy in the given precision. */
  to(dtype: Dtype): Matrix {
    const out = Matrix.zeros(this.rows, this.cols, dtype);
    out.data.set(this.data);
    return out;
  }

  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, r) => [
      ...this.data.subarray(r * this.cols, (r + 1) * this.cols),
    ]);
  }

  toJSON(): MatrixJson {
    return { rows: this.rows, cols: this.cols, dtype: this.dtype, data: [...this.data] };
  }

  toString(): string {
    return matrixText(`Matrix ${this.shape} ${this.dtype}`, this.data, this.rows, this.cols);
  }

  private like(data: Numbers): Matrix {
    return new Matrix(this.rows, this.cols, data);
  }
}

// Node prints values by this method, so a notebook shows a matrix with its shape.
Object.defineProperty(Matrix.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Matrix): string {
    return this.toString();
  },
});
