/**
 * What is left of the gradient at the bottom of a stack, before any training?
 *
 * A stack of equal layers reads noise. Random gradients arrive at the outputs of the top layer, at all time steps, and
 * are sent down. Noted is the length of the gradient of each layer's outputs, relative to that of the top layer:
 *
 *   ‖∂L/∂yˡ‖ / ‖∂L/∂yᴸ‖        over all time steps and examples
 */

import { gru } from "../cells/gru.ts";
import { lstm } from "../cells/lstm.ts";
import { rnn } from "../cells/rnn.ts";
import { recurrent, type SequenceLayer } from "../layers/sequence-layer.ts";
import { stacked } from "../layers/stacked.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { zerosLike } from "../numeric/named.ts";
import { createRandom, normal } from "../numeric/random.ts";

/** The cells that are stacked. */
export type DepthCell = "rnn" | "gru" | "lstm";

/** The cells in the order of all lists. */
export const depthCells: readonly DepthCell[] = ["rnn", "gru", "lstm"];

/** One layer of that cell, unrolled explicitly. */
export const depthLayers: Readonly<Record<DepthCell, SequenceLayer>> = {
  rnn: recurrent(rnn) as SequenceLayer,
  gru: recurrent(gru) as SequenceLayer,
  lstm: recurrent(lstm) as SequenceLayer,
};

/** Depths, seeds and sizes. The inputs have as many features as there are units, so that every layer can be residual. */
export interface DepthGradientsConfig {
  readonly depths: readonly number[];
  readonly seeds: readonly number[];
  readonly hidden: number;
  readonly batch: number;
  readonly steps: number;
}

/** One kind of stack. */
export interface DepthGradientsCurve {
  readonly cell: DepthCell;
  readonly residual: boolean;
  /** shares[depth][seed][layer]: relative to the top layer, bottom layer first. */
  readonly shares: readonly (readonly (readonly number[])[])[];
}

/** Plain and residual stacks of every cell. */
export interface DepthGradientsResult {
  readonly config: DepthGradientsConfig;
  readonly curves: readonly DepthGradientsCurve[];
}

/** Sends gradients down stacks of every cell, plain and residual, of every depth, from every seed. */
export function runDepthGradients(config: DepthGradientsConfig): DepthGradientsResult {
  const curves = depthCells.flatMap((cell) =>
    [false, true].map((residual) => ({
      cell,
      residual,
      shares: config.depths.map((depth) =>
        config.seeds.map((seed) => sharesOf(config, { cell, residual, depth }, seed)),
      ),
    })),
  );
  return { config, curves };
}

function sharesOf(
  { hidden, batch, steps }: DepthGradientsConfig,
  { cell, residual, depth }: { cell: DepthCell; residual: boolean; depth: number },
  seed: number,
): number[] {
  const size = { input: hidden, hidden };
  const random = createRandom(seed);
  const stack = stacked(
    Array.from({ length: depth }, () => depthLayers[cell]),
    { residual },
  );
  const params = stack.initParams(size, random);
  const noise = (): Matrix[] => Array.from({ length: steps }, () => normal(batch, hidden, 1, random));
  const { cache } = stack.forward(params, noise(), stack.initState(batch, size));
  const { dLayers } = stack.backward(params, cache, { dys: noise() }, zerosLike(params));
  const lengths = dLayers.map(lengthOf);
  return lengths.map((length) => length / lengths[depth - 1]);
}

/** Of all numbers of a list of matrices together. */
const lengthOf = (list: readonly Matrix[]): number => Math.hypot(...list.map((m) => m.norm()));

/** The geometric mean over the seeds of the share that is left at the bottom layer, for each depth. */
export function bottomShares({ shares }: DepthGradientsCurve): number[] {
  return shares.map((bySeed) => geometricMean(bySeed.map(([bottom]) => bottom)));
}

/** exp of the mean of the logarithms. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
