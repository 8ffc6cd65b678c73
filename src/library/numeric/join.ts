/** Sets matrices side by side or on top of each other. */

import { Matrix } from "./matrix.ts";
import { DtypeError, ShapeError } from "./shape-error.ts";

/** Side by side, left to right: [m, n₁], [m, n₂], … -> [m, n₁ + n₂ + …]. Backward: `splitColumns`, `columns`. */
export function joinColumns(parts: readonly Matrix[]): Matrix {
  assertJoinable("joinColumns", parts);
  const { rows, dtype } = parts[0];
  const cols = parts.reduce((sum, part) => sum + part.cols, 0);
  const out = Matrix.zeros(rows, cols, dtype);
  let from = 0;
  for (const part of parts) {
    if (part.rows !== rows) {
      throw new ShapeError(`joinColumns: rows differ: first is ${parts[0].shape}, another is ${part.shape}.`);
    }
    for (let r = 0; r < rows; r++) {
      out.data.set(part.data.subarray(r * part.cols, (r + 1) * part.cols), r * cols + from);
    }
    from += part.cols;
  }
  return out;
}

/** On top of each other, first on top: [m₁, n], [m₂, n], … -> [m₁ + m₂ + …, n]. Backward: `splitRows`. */
export function joinRows(parts: readonly Matrix[]): Matrix {
  assertJoinable("joinRows", parts);
  const { cols, dtype } = parts[0];
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const out = Matrix.zeros(rows, cols, dtype);
  let from = 0;
  for (const part of parts) {
    if (part.cols !== cols) {
      throw new ShapeError(`joinRows: columns differ: first is ${parts[0].shape}, another is ${part.shape}.`);
    }
    out.data.set(part.data, from);
    from += part.data.length;
  }
  return out;
}

/** Splits [m·parts, n] into `parts` matrices [m, n], top to bottom. Backward: `joinRows`. */
export function splitRows(matrix: Matrix, parts: number): Matrix[] {
  const rows = matrix.rows / parts;
  if (!Number.isInteger(rows)) {
    throw new ShapeError(`splitRows: ${matrix.shape} does not split into ${parts} equal parts.`);
  }
  const size = rows * matrix.cols;
  return Array.from(
    { length: parts },
    (_, part) => new Matrix(rows, matrix.cols, matrix.data.slice(part * size, (part + 1) * size)),
  );
}

function assertJoinable(operation: string, parts: readonly Matrix[]): void {
  if (parts.length === 0) throw new ShapeError(`${operation}: expected at least one matrix, got none.`);
  const other = parts.find((part) => part.dtype !== parts[0].dtype);
  if (other) throw new DtypeError(`${operation}: first is ${parts[0].dtype}, another is ${other.dtype}.`);
}
