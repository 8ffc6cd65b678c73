/** Random inputs for the checks: small, all sizes different, nothing zero unless a check wants it so. */

import { type Matrix, type Random, uniform } from "unrolled/numeric";

export interface Sizes {
  readonly batch: number;
  readonly input: number;
  readonly hidden: number;
  readonly steps: number;
}

/** Sizes from 2 to 6, all different, so that a transposed matrix cannot pass. */
export function drawSizes(random: Random): Sizes {
  const left = [2, 3, 4, 5, 6];
  const draw = (): number => left.splice(Math.floor(random() * left.length), 1)[0];
  return { batch: draw(), input: draw(), hidden: draw(), steps: draw() };
}

export interface RnnExample {
  readonly params: { Wx: Matrix; Wh: Matrix; b: Matrix };
  /** One input per time step: [batch, input]. */
  readonly xs: Matrix[];
  /** [batch, hidden]. */
  readonly h0: Matrix;
  /** What the loss adds at each hidden state: [batch, hidden]. */
  readonly dhs: Matrix[];
}

/** A vanilla recurrent cell with a sequence; weights of moderate size, a bias and an initial state that matter. */
export function drawRnn({ batch, input, hidden, steps }: Sizes, random: Random): RnnExample {
  const sequence = (cols: number): Matrix[] =>
    Array.from({ length: steps }, () => uniform(batch, cols, 1, random));
  return {
    params: {
      Wx: uniform(input, hidden, 0.7, random),
      Wh: uniform(hidden, hidden, 0.7, random),
      b: uniform(1, hidden, 0.7, random),
    },
    xs: sequence(input),
    h0: uniform(batch, hidden, 0.9, random),
    dhs: sequence(hidden),
  };
}
