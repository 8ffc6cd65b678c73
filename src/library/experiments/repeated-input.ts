/** What does the loop add? Gives a layer with and without recurrent weights the same input again and again. */

import { rnn } from "../cells/rnn.ts";
import { unroll } from "../layers/recurrent.ts";
import { Matrix } from "../numeric/matrix.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** The layer, and how long the input stays. */
export interface RepeatedInputConfig {
  readonly seed: number;
  readonly hidden: number;
  readonly steps: number;
  /** The input is 1 from time step 1 to this one, then 0. */
  readonly inputSteps: number;
  readonly gain: number;
}

/** States over time, with and without recurrent weights. */
export interface RepeatedInputResult {
  readonly config: RepeatedInputConfig;
  readonly xs: number[];
  /** withLoop[t][unit], withoutLoop[t][unit]: the state after time step t + 1. */
  readonly withLoop: number[][];
  readonly withoutLoop: number[][];
}

/** Runs both layers on the same input. */
export function runRepeatedInput(config: RepeatedInputConfig): RepeatedInputResult {
  const { hidden, steps, inputSteps, gain } = config;
  const random = createRandom(config.seed);
  const size = { input: 1, hidden };
  const params = rnn.initParams(size, random);
  params.Wh = uniform(hidden, hidden, gain * Math.sqrt(3 / hidden), random);
  const numbers = Array.from({ length: steps }, (_, t) => (t < inputSteps ? 1 : 0));
  const xs = numbers.map((x) => Matrix.fromRows([[x]]));
  const run = (Wh: Matrix): number[][] =>
    unroll(rnn, { ...params, Wh }, xs, rnn.initState(1, size)).states.map(({ h }) => h.toRows()[0]);
  return { config, xs: numbers, withLoop: run(params.Wh), withoutLoop: run(new Matrix(hidden, hidden)) };
}
