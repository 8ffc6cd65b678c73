/** The class or token that a row of scores speaks for. */

import type { Matrix } from "../numeric/matrix.ts";

/** The column of the largest element of a row; the first of equals. */
export function likeliestOfRow({ data, cols }: Matrix, row: number): number {
  let best = 0;
  for (let c = 1; c < cols; c++) if (data[row * cols + c] > data[row * cols + best]) best = c;
  return best;
}
