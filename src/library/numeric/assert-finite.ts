/** Finds NaN and infinity where they enter, before they spread through a whole network. */

import type { Matrix } from "./matrix.ts";

/** A number is NaN or infinite. The message names what it belongs to. */
export class NotFiniteError extends RangeError {
  /** "NotFiniteError", also where classes come from two contexts. */
  override readonly name = "NotFiniteError";
}

/** Throws a NotFiniteError that names the matrix and its first element that is NaN or infinite. */
export function assertFinite(name: string, matrix: Matrix): void {
  const { data, cols } = matrix;
  for (let k = 0; k < data.length; k++) {
    if (!Number.isFinite(data[k])) {
      throw new NotFiniteError(
        `${name} is ${data[k]} at (${Math.floor(k / cols)}, ${k % cols}) of ${matrix.shape}.`,
      );
    }
  }
}
