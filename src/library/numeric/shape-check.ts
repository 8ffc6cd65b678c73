/** Refuses matrices that do not fit an operation; the message names the operation and both sides. */

import { type Dtype, type Numbers, zeros } from "./numbers.ts";
import { DtypeError, ShapeError } from "./shape-error.ts";

interface Shaped {
  readonly rows: number;
  readonly cols: number;
  readonly shape: string;
  readonly dtype: Dtype;
}

export function expectSize(rows: number, cols: number, length: number | undefined): void {
  if (!Number.isInteger(rows) || !Number.isInteger(cols) || rows < 1 || cols < 1) {
    throw new ShapeError(`Matrix: rows and columns must be whole and at least 1, got [${rows}, ${cols}].`);
  }
  if (length !== undefined && length !== rows * cols) {
    throw new ShapeError(`Matrix: [${rows}, ${cols}] needs ${rows * cols} numbers, got ${length}.`);
  }
}

export function expectSameShape(operation: string, left: Shaped, right: Shaped): void {
  if (left.rows !== right.rows || left.cols !== right.cols) {
    throw new ShapeError(`${operation}: shapes differ: left is ${left.shape}, right is ${right.shape}.`);
  }
  expectSameDtype(operation, left, right);
}

/** For a product: as many columns on the left as rows on the right. */
export function expectSameInner(operation: string, left: Shaped, right: Shaped): void {
  if (left.cols !== right.rows) {
    throw new ShapeError(`${operation}: inner sizes differ: left is ${left.shape}, right is ${right.shape}.`);
  }
  expectSameDtype(operation, left, right);
}

export function expectRow(operation: string, matrix: Shaped, row: Shaped): void {
  if (row.rows !== 1 || row.cols !== matrix.cols) {
    throw new ShapeError(`${operation}: expected a row [1, ${matrix.cols}], got ${row.shape}.`);
  }
  expectSameDtype(operation, matrix, row);
}

export function expectColumn(operation: string, matrix: Shaped, column: Shaped): void {
  if (column.cols !== 1 || column.rows !== matrix.rows) {
    throw new ShapeError(`${operation}: expected a column [${matrix.rows}, 1], got ${column.shape}.`);
  }
  expectSameDtype(operation, matrix, column);
}

/** Rows of equal length, one after the other. */
export function flatten(rows: readonly (readonly number[])[], dtype: Dtype): Numbers {
  const cols = rows[0]?.length ?? 0;
  const out = zeros(dtype, rows.length * cols);
  rows.forEach((row, r) => {
    if (row.length !== cols) {
      throw new ShapeError(`fromRows: row 0 has ${cols} numbers, row ${r} has ${row.length}.`);
    }
    out.set(row, r * cols);
  });
  return out;
}

/** Numbers that came from JSON, where NaN and infinity would have become null. */
export function expectFiniteJson(data: readonly number[], dtype: Dtype): Numbers {
  if (dtype !== "float64" && dtype !== "float32") {
    throw new DtypeError(`fromJSON: expected dtype "float64" or "float32", got ${JSON.stringify(dtype)}.`);
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`fromJSON: number ${bad} is ${data[bad]}, expected a finite number.`);
  const out = zeros(dtype, data.length);
  out.set(data);
  return out;
}

function expectSameDtype(operation: string, left: Shaped, right: Shaped): void {
  if (left.dtype !== right.dtype) {
    throw new DtypeError(
      `${operation}: left is ${left.dtype}, right is ${right.dtype}; convert one with .to("${left.dtype}").`,
    );
  }
}
