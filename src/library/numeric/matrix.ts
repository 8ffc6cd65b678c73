/**
 * Dense matrices and the few operations that a recurrent cell needs.
 *
 * Row-major: element (r, c) stands at data[r * cols + c]. Rows are the examples of a batch, columns
 * are features. Every method returns a new matrix of the same precision; only `accumulate` changes
 * its own, because gradients of shared parameters add up. Mixing precisions is a DtypeError.
 */

import * as broadcast from "./broadcast.ts";
import * as elementwise from "./elementwise.ts";
import { type MatrixJson, MatrixStorage } from "./matrix-storage.ts";
import { type Dtype, type Numbers, zeros } from "./numbers.ts";
import { multiply, transposeInto } from "./product.ts";
import * as check from "./shape-check.ts";
import { ShapeError } from "./shape-error.ts";

export type { MatrixJson } from "./matrix-storage.ts";

/** A dense matrix with the operations that a recurrent cell needs; see this file's first lines. */
export class Matrix extends MatrixStorage {
  /** [rows, cols] zeros, in float64 unless told. */
  static zeros(rows: number, cols: number, dtype: Dtype = "float64"): Matrix {
    return new Matrix(rows, cols, zeros(dtype, rows * cols));
  }

  /** The same number everywhere. */
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

  /** Elementwise f(value, index); index counts row by row. */
  map(f: (value: number, index: number) => number): Matrix {
    return this.like(elementwise.mapped(this.data, f));
  }

  /** σ(v) = 1 / (1 + e⁻ᵛ); does not overflow to NaN at either end. */
  sigmoid(): Matrix {
    return this.like(elementwise.sigmoid(this.data));
  }

  /** Hyperbolic tangent of every element. */
  tanh(): Matrix {
    return this.like(elementwise.tanh(this.data));
  }

  /** max(0, v); NaN stays NaN. */
  relu(): Matrix {
    return this.like(elementwise.relu(this.data));
  }

  /** Elementwise sum. Throws if the shapes differ. */
  plus(other: Matrix): Matrix {
    check.expectSameShape("plus", this, other);
    return this.like(elementwise.sum(this.data, other.data));
  }

  /** Elementwise difference. Throws if the shapes differ. */
  minus(other: Matrix): Matrix {
    check.expectSameShape("minus", this, other);
    return this.like(elementwise.difference(this.data, other.data));
  }

  /** Elementwise (Hadamard) product. */
  times(other: Matrix): Matrix {
    check.expectSameShape("times", this, other);
    return this.like(elementwise.product(this.data, other.data));
  }

  /** Every element times the factor. */
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

  /** Rows and columns exchanged: [m, n] -> [n, m]. */
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

  /** The same numbers in storage of their own. */
  copy(): Matrix {
    return new Matrix(this.rows, this.cols, this.data.slice());
  }

  /** A copy in the given precision. */
  to(dtype: Dtype): Matrix {
    const out = Matrix.zeros(this.rows, this.cols, dtype);
    out.data.set(this.data);
    return out;
  }

  private like(data: Numbers): Matrix {
    return new Matrix(this.rows, this.cols, data);
  }
}
