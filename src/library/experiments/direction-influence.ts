/**
 * Which inputs has each half of a bidirectional output read? Moves one input at a time and measures how far the
 * forward half and the backward half of every output move. Exact zeros mean: has not read it.
 */

import { gru } from "../cells/gru.ts";
import { bidirectional } from "../layers/bidirectional.ts";
import { recurrent } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { createRandom, uniform } from "../numeric/random.ts";

/** Sizes and seed of the network. */
export interface DirectionInfluenceConfig {
  readonly seed: number;
  readonly input: number;
  readonly hidden: number;
  readonly steps: number;
}

/** change[t][s]: length of the change of that half of output t when 1 is added to every element of input s. */
export interface DirectionInfluenceResult {
  readonly config: DirectionInfluenceConfig;
  readonly forward: readonly (readonly number[])[];
  readonly backward: readonly (readonly number[])[];
}

/** A GRU in each direction with random weights, one example. */
export function runDirectionInfluence(config: DirectionInfluenceConfig): DirectionInfluenceResult {
  const { seed, input, hidden, steps } = config;
  const random = createRandom(seed);
  const layer = bidirectional(recurrent(gru));
  const params = layer.initParams({ input, hidden }, random);
  const xs = Array.from({ length: steps }, () => uniform(1, input, 1, random));
  const outputs = (inputs: readonly Matrix[]): Matrix[] =>
    layer.forward(params, inputs, layer.initState(1, { input, hidden })).ys;
  const before = outputs(xs);
  const moved = xs.map((_, s) => outputs(xs.map((x, k) => (k === s ? x.map((v) => v + 1) : x))));
  const change = (from: number): number[][] =>
    before.map((y, t) =>
      moved.map((ys) =>
        ys[t]
          .minus(y)
          .columns(from, from + hidden)
          .norm(),
      ),
    );
  return { config, forward: change(0), backward: change(hidden) };
}
