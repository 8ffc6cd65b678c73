/**
 * Which states feel which input? Moves one input at a time and looks at every state.
 *
 * Causality makes an exact statement: a state never feels a later input, to the last bit.
 * Memory makes a measured one: how much of an early input is left in the last state.
 */

import { inputJacobians } from "../analysis/state-jacobian.ts";
import { rnn } from "../cells/rnn.ts";
import { unroll } from "../layers/recurrent.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** The network, and how far an input is moved. */
export interface InputInfluenceConfig {
  readonly seed: number;
  readonly input: number;
  readonly hidden: number;
  readonly steps: number;
  /** Standard deviation of a recurrent weight, times √hidden. */
  readonly gain: number;
  /** How far one input is moved, in every feature. */
  readonly move: number;
}

/** What moved when an input did. */
export interface InputInfluenceResult {
  readonly config: InputInfluenceConfig;
  /** change[s][t]: how far state s moves (Euclidean length) when input t is moved. Time steps count from 1. */
  readonly change: number[][];
  /** sensitivity[t]: ‖∂h_T/∂x_t‖, Frobenius norm. */
  readonly sensitivity: number[];
}

/** Moves each input in turn and measures every state. */
export function runInputInfluence(config: InputInfluenceConfig): InputInfluenceResult {
  const { input, hidden, steps, gain, move } = config;
  const random = createRandom(config.seed);
  const params = rnn.initParams({ input, hidden }, random);
  params.Wh = uniform(hidden, hidden, gain * Math.sqrt(3 / hidden), random);
  const xs = Array.from({ length: steps }, () => uniform(1, input, 1, random));
  const initial = rnn.initState(1, { input, hidden });
  const { states, tape } = unroll(rnn, params, xs, initial);

  const changeByInput = xs.map((x, t) => {
    const moved = xs.with(
      t,
      x.map((v) => v + move),
    );
    return unroll(rnn, params, moved, initial).states.map(({ h }, s) => h.minus(states[s].h).norm());
  });
  return {
    config,
    change: xs.map((_, s) => changeByInput.map((column) => column[s])),
    sensitivity: inputJacobians(params, tape).map((jacobian) => jacobian.norm()),
  };
}
