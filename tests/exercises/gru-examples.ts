/** Random GRUs for the checks of chapter 09. */

import { type Matrix, type Random, uniform } from "unrolled/numeric";
import type { Sizes } from "./examples.ts";

export interface GruParams {
  readonly Wx: Matrix;
  readonly Wh: Matrix;
  readonly b: Matrix;
  readonly bq: Matrix;
}

export interface GruExample {
  readonly params: GruParams;
  /** [batch, input]. */
  readonly x: Matrix;
  /** [batch, hidden]. */
  readonly hPrev: Matrix;
  /** [batch, hidden]. */
  readonly dh: Matrix;
}

/** Weights of moderate size; both biases and the state matter. */
export function drawGru({ batch, input, hidden }: Sizes, random: Random): GruExample {
  return {
    params: {
      Wx: uniform(input, 3 * hidden, 0.8, random),
      Wh: uniform(hidden, 3 * hidden, 0.8, random),
      b: uniform(1, 3 * hidden, 0.8, random),
      bq: uniform(1, hidden, 0.8, random),
    },
    x: uniform(batch, input, 1, random),
    hPrev: uniform(batch, hidden, 0.9, random),
    dh: uniform(batch, hidden, 1, random),
  };
}
