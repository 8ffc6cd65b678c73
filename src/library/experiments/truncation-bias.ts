/**
 * How wrong is a truncated gradient? Compares BPTT that goes back k time steps with BPTT over the
 * whole sequence: the cosine between the two gradients of Wh, and the ratio of their lengths.
 */

import { rnn } from "../cells/rnn.ts";
import { backpropagate, unroll } from "../layers/recurrent.ts";
import { truncatedBackpropagate } from "../layers/truncated.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { zerosLike } from "../numeric/named.ts";
import { createRandom, normal, uniform } from "../numeric/random.ts";
import { median } from "../numeric/statistics.ts";
import { recurrentWeights } from "./gradient-by-lag.ts";

/** The network, its gains, and how far back to go. */
export interface TruncationBiasConfig {
  readonly seeds: readonly number[];
  readonly input: number;
  readonly hidden: number;
  readonly steps: number;
  readonly gains: readonly number[];
  /** Time steps that each loss reaches back, itself included. */
  readonly reaches: readonly number[];
}

/** One curve per gain. */
export interface TruncationBiasResult {
  readonly config: TruncationBiasConfig;
  /** Medians over the seeds, one per reach. */
  readonly curves: readonly {
    readonly gain: number;
    readonly cosines: number[];
    readonly ratios: number[];
  }[];
}

/** Compares truncated gradients with the whole one, at every reach. */
export function runTruncationBias(config: TruncationBiasConfig): TruncationBiasResult {
  const curves = config.gains.map((gain) => {
    const runs = config.seeds.map((seed) => compareReaches(config, gain, seed));
    const over = (pick: "cosine" | "ratio"): number[] =>
      config.reaches.map((_, k) => median(runs.map((run) => run[k][pick])));
    return { gain, cosines: over("cosine"), ratios: over("ratio") };
  });
  return { config, curves };
}

function compareReaches(
  { input, hidden, steps, reaches }: TruncationBiasConfig,
  gain: number,
  seed: number,
): { cosine: number; ratio: number }[] {
  const random = createRandom(seed);
  const params = {
    ...rnn.initParams({ input, hidden }, random),
    Wh: recurrentWeights("random", hidden, gain, random),
  };
  const xs = Array.from({ length: steps }, () => uniform(1, input, 1, random));
  const { states, tape } = unroll(rnn, params, xs, rnn.initState(1, { input, hidden }));
  const dStates = states.map(() => ({ h: normal(1, hidden, 1, random) }));
  const full = zerosLike(params);
  backpropagate(rnn, params, tape, dStates, full);
  return reaches.map((k2) => {
    const cut = zerosLike(params);
    truncatedBackpropagate(rnn, params, tape, dStates, cut, { k1: 1, k2 });
    return { cosine: cosine(cut.Wh, full.Wh), ratio: cut.Wh.norm() / full.Wh.norm() };
  });
}

function cosine(a: Matrix, b: Matrix): number {
  return a.times(b).sum() / (a.norm() * b.norm());
}
