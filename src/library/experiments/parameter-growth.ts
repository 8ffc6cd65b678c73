/** How many parameters does it take to read a sequence of T time steps, with and without a loop? */

import { rnn } from "../cells/rnn.ts";
import { countNumbers } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";

/** Sizes, and the sequence lengths to count for. */
export interface ParameterGrowthConfig {
  readonly input: number;
  readonly hidden: number;
  readonly steps: readonly number[];
}

/** Parameter counts, one per sequence length. */
export interface ParameterGrowthResult {
  readonly config: ParameterGrowthConfig;
  /** Parameters of one recurrent cell, by sequence length: the same number each time. */
  readonly recurrent: number[];
  /** Parameters of one feed-forward layer that takes all T inputs side by side. */
  readonly feedForward: number[];
}

/** Counts what a recurrent layer and a layer over the flattened sequence learn. */
export function runParameterGrowth(config: ParameterGrowthConfig): ParameterGrowthResult {
  const { input, hidden, steps } = config;
  const params = rnn.initParams({ input, hidden }, createRandom(1));
  const count = countNumbers(params);
  return {
    config,
    recurrent: steps.map(() => count),
    feedForward: steps.map((T) => T * input * hidden + hidden),
  };
}
