/**
 * How long is the gradient of an untrained LSTM after it went `lag` time steps back, by the starting bias of its
 * forget gate? Measured twice:
 *
 *   full     ‖∂L/∂(h, c)_{T−lag}‖           by BPTT, along every path: memory, gates and candidate
 *   direct   ‖dc_T ⊙ f_T ⊙ … ⊙ f_{T−lag+1}‖  from cell state to cell state only, with all gates held fixed
 *
 * The loss gradient at the last hidden state is random and has length 1; dc_T is what it leaves at the last cell state.
 */

import { gradientNormByLag } from "../analysis/gradient-norms.ts";
import { tanhSlope } from "../cells/activation-slopes.ts";
import type { ForgetBias } from "../cells/forget-bias.ts";
import { createLstm, type LstmCache } from "../cells/lstm.ts";
import { unroll } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { createRandom, normal, uniform } from "../numeric/random.ts";

/** Network, starting biases and seeds. */
export interface ForgetBiasSweepConfig {
  readonly hidden: number;
  readonly input: number;
  readonly steps: number;
  readonly biases: readonly ForgetBias[];
  readonly seeds: readonly number[];
}

/** One seed: the gradient along all paths, and along the memory alone. */
export interface ForgetBiasRun {
  readonly seed: number;
  /** full[lag], direct[lag] for lag 0 … steps. */
  readonly full: number[];
  readonly direct: number[];
  /** Mean of the forget gate over units and time steps. */
  readonly meanForget: number;
}

/** All runs with one starting bias. */
export interface ForgetBiasCurve {
  readonly bias: ForgetBias;
  /** "b_f = 1", or "chrono". */
  readonly name: string;
  readonly runs: readonly ForgetBiasRun[];
}

/** One curve per starting bias. */
export interface ForgetBiasSweepResult {
  readonly config: ForgetBiasSweepConfig;
  readonly curves: readonly ForgetBiasCurve[];
}

/** Sends a gradient of length 1 back through time for every starting bias and seed. */
export function runForgetBiasSweep(config: ForgetBiasSweepConfig): ForgetBiasSweepResult {
  const curves = config.biases.map((bias) => ({
    bias,
    name: typeof bias === "number" ? `b_f = ${bias}`.replace("-", "−") : "chrono",
    runs: config.seeds.map((seed) => runOne(config, bias, seed)),
  }));
  return { config, curves };
}

function runOne(
  { hidden, input, steps }: ForgetBiasSweepConfig,
  bias: ForgetBias,
  seed: number,
): ForgetBiasRun {
  const random = createRandom(seed);
  const cell = createLstm(bias);
  const size = { input, hidden };
  const params = cell.initParams(size, random);
  const xs = Array.from({ length: steps }, () => uniform(1, input, 1, random));
  const initial = cell.initState(1, size);
  const drawn = normal(1, hidden, 1, random);
  const dh = drawn.scale(1 / drawn.norm());
  const { tape } = unroll(cell, params, xs, initial);
  const gates = tape.flatMap(({ f }) => [...f.data]);
  return {
    seed,
    full: gradientNormByLag(cell, params, { xs, initial, dLast: { h: dh } }).norms,
    direct: directPath(tape, dh).map((dc) => dc.norm()),
    meanForget: gates.reduce((a, b) => a + b) / gates.length,
  };
}

/**
 * The gradient of c_{T−lag} on the direct path alone, lag 0 … T: [batch, hidden] each. dh: ∂L/∂h_T.
 *
 *   dc_T = dh ⊙ o ⊙ (1 − tanh²(c)),   dc_{t−1} = dc_t ⊙ f_t
 */
export function directPath(tape: readonly Pick<LstmCache, "f" | "o" | "tanhC">[], dh: Matrix): Matrix[] {
  const last = tape[tape.length - 1];
  const gradients = [dh.times(last.o).times(tanhSlope(last.tanhC))];
  for (const { f } of tape.toReversed()) gradients.push(gradients[gradients.length - 1].times(f));
  return gradients;
}
