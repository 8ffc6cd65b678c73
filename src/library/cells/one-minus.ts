/** What a gate leaves over. */

import type { Matrix } from "../numeric/matrix.ts";

/** 1 − y, element by element. */
export function oneMinus(y: Matrix): Matrix {
  return y.map((value) => 1 - value);
}
