/** What does BPTT cost as the sequence grows? Milliseconds forward and backward, beside the number of paths. */

import { pathCount } from "../analysis/gradient-paths.ts";
import { rnn } from "../cells/rnn.ts";
import { backpropagate, unroll } from "../layers/recurrent.ts";
import { zerosLike } from "../numeric/named.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** Sizes, and the sequence lengths to time. */
export interface BackpropagationCostConfig {
  readonly seed: number;
  readonly input: number;
  readonly hidden: number;
  readonly batch: number;
  readonly steps: readonly number[];
  /** Runs per length; the fastest counts. */
  readonly repeats: number;
}

/** Milliseconds and path counts, one per sequence length. */
export interface BackpropagationCostResult {
  readonly config: BackpropagationCostConfig;
  readonly forwardMs: number[];
  readonly backwardMs: number[];
  /** Paths from one recurrent weight to the last state: what adding path by path would have to visit. */
  readonly paths: number[];
}

/** Times forward and backward passes over sequences of growing length. */
export function runBackpropagationCost(config: BackpropagationCostConfig): BackpropagationCostResult {
  timesOf(config, Math.max(...config.steps)); // warm up, so that the first length is not slower than the rest
  const times = config.steps.map((steps) => timesOf(config, steps));
  return {
    config,
    forwardMs: times.map(({ forward }) => forward),
    backwardMs: times.map(({ backward }) => backward),
    paths: config.steps.map((steps) => pathCount(config.hidden, steps)),
  };
}

function timesOf(config: BackpropagationCostConfig, steps: number): { forward: number; backward: number } {
  const { seed, input, hidden, batch, repeats } = config;
  const random = createRandom(seed);
  const params = rnn.initParams({ input, hidden }, random);
  const xs = Array.from({ length: steps }, () => uniform(batch, input, 1, random));
  const initial = rnn.initState(batch, { input, hidden });
  const best = { forward: Number.POSITIVE_INFINITY, backward: Number.POSITIVE_INFINITY };
  for (let run = 0; run < repeats; run++) {
    const start = performance.now();
    const { states, tape } = unroll(rnn, params, xs, initial);
    const between = performance.now();
    backpropagate(rnn, params, tape, states, zerosLike(params));
    best.forward = Math.min(best.forward, between - start);
    best.backward = Math.min(best.backward, performance.now() - between);
  }
  return best;
}
