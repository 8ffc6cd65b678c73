/** Random LSTMs, sequences and gradients for the checks of chapters 07 and 08. */

import { type LstmCache, lstm } from "unrolled/cells";
import { unroll } from "unrolled/layers";
import { type Matrix, type Random, uniform } from "unrolled/numeric";
import type { Sizes } from "./examples.ts";

export interface LstmExample {
  readonly params: { Wx: Matrix; Wh: Matrix; b: Matrix };
  /** One input per time step: [batch, input]. */
  readonly xs: Matrix[];
  /** h, c: [batch, hidden]. */
  readonly initial: { h: Matrix; c: Matrix };
  /** What the loss adds at each hidden state, and at each cell state: [batch, hidden]. */
  readonly dhs: Matrix[];
  readonly dcs: Matrix[];
}

/** Weights of moderate size; cell states beyond ±1, so that tanh(c) is not c; biases and states that matter. */
export function drawLstm({ batch, input, hidden, steps }: Sizes, random: Random): LstmExample {
  const sequence = (cols: number): Matrix[] =>
    Array.from({ length: steps }, () => uniform(batch, cols, 1, random));
  return {
    params: {
      Wx: uniform(input, 4 * hidden, 0.8, random),
      Wh: uniform(hidden, 4 * hidden, 0.8, random),
      b: uniform(1, 4 * hidden, 0.8, random),
    },
    xs: sequence(input),
    initial: { h: uniform(batch, hidden, 0.9, random), c: uniform(batch, hidden, 2, random) },
    dhs: sequence(hidden),
    dcs: sequence(hidden),
  };
}

/** What the forward pass saves, one cache per time step. */
export const lstmTape = ({ params, xs, initial }: LstmExample): LstmCache[] =>
  unroll(lstm, params, xs, initial).tape;
