/** How large is tanh's slope 1 − h² in a running network? Collects it over units, time steps and seeds. */

import { tanhSlope } from "../cells/activation-slopes.ts";
import { rnn } from "../cells/rnn.ts";
import { unroll } from "../layers/recurrent.ts";
import { createRandom, uniform } from "../numeric/random.ts";
import { recurrentWeights } from "./gradient-by-lag.ts";

/** The network, its gains, and the bins of the histogram. */
export interface SlopeDistributionConfig {
  readonly seed: number;
  readonly hidden: number;
  readonly input: number;
  readonly steps: number;
  readonly gains: readonly number[];
  readonly inputScale: number;
  /** Bins of equal width between 0 and 1. */
  readonly bins: number;
}

/** One distribution per gain. */
export interface SlopeDistributionResult {
  readonly config: SlopeDistributionConfig;
  readonly distributions: readonly {
    readonly gain: number;
    /** Share of the values in each bin, in percent. */
    readonly percent: number[];
    readonly mean: number;
  }[];
}

/** Collects 1 − h² over units and time steps. */
export function runSlopeDistribution(config: SlopeDistributionConfig): SlopeDistributionResult {
  const { hidden, input, steps, inputScale, bins } = config;
  const distributions = config.gains.map((gain) => {
    const random = createRandom(config.seed);
    const params = rnn.initParams({ input, hidden }, random);
    params.Wh = recurrentWeights("random", hidden, gain, random);
    const xs = Array.from({ length: steps }, () => uniform(1, input, inputScale, random));
    const { states } = unroll(rnn, params, xs, rnn.initState(1, { input, hidden }));
    const slopes = states.flatMap(({ h }) => Array.from(tanhSlope(h).data));
    const percent: number[] = new Array(bins).fill(0);
    for (const slope of slopes) percent[Math.min(bins - 1, Math.floor(slope * bins))] += 100 / slopes.length;
    return { gain, percent, mean: slopes.reduce((a, b) => a + b) / slopes.length };
  });
  return { config, distributions };
}
