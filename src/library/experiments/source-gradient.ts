/**
 * How far is it from what is said back to what was read? In reversal, output t says what input L − 1 − t was. Takes the
 * loss of each output alone and follows its gradient to that input, with and without attention, in networks that have
 * not been trained.
 *
 *   without attention   back through t + 1 cells of the decoder, then through t + 1 cells of the encoder
 *   with attention      through one cell of the encoder, beside the long way
 */

import { createGru } from "../cells/gru.ts";
import { dotAttention } from "../layers/attention.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { recurrent } from "../layers/sequence-layer.ts";
import { attentiveOutput } from "../models/attentive-output.ts";
import { Matrix } from "../numeric/matrix.ts";
import { zerosLike } from "../numeric/named.ts";
import { createRandom, normal, randomInteger } from "../numeric/random.ts";

/** Sizes and seeds; results are geometric means over the seeds. */
export interface SourceGradientConfig {
  readonly seeds: readonly number[];
  /** Characters of the source. */
  readonly length: number;
  readonly features: number;
  readonly hidden: number;
}

/** One wiring. */
export interface SourceGradientRun {
  readonly name: "without attention" | "with attention";
  /** cells[t]: recurrent cells on the shortest way from output t to the input that it is about. */
  readonly cells: readonly number[];
  /** norms[t]: ‖∂ loss of output t / ∂ that input‖. */
  readonly norms: readonly number[];
}

/** Both wirings, with the same weights wherever both have them. */
export interface SourceGradientResult {
  readonly config: SourceGradientConfig;
  readonly runs: readonly SourceGradientRun[];
}

/** Follows the gradients of `length` outputs, one at a time. */
export function runSourceGradient(config: SourceGradientConfig): SourceGradientResult {
  const { length, seeds } = config;
  const outputs = Array.from({ length }, (_, t) => t);
  const runOf = (name: SourceGradientRun["name"]): SourceGradientRun => {
    const bySeed = seeds.map((seed) => gradientNorms(config, seed, name === "with attention"));
    const norms = outputs.map((t) =>
      Math.exp(bySeed.reduce((sum, norms) => sum + Math.log(norms[t]), 0) / seeds.length),
    );
    return { name, norms, cells: outputs.map((t) => (name === "with attention" ? 1 : 2 * t + 2)) };
  };
  return { config, runs: [runOf("without attention"), runOf("with attention")] };
}

function gradientNorms(
  { length, features, hidden }: SourceGradientConfig,
  seed: number,
  attends: boolean,
): number[] {
  const random = createRandom(seed);
  const layer = recurrent(createGru());
  const size = { input: features, hidden };
  const draw = (): Matrix[] => Array.from({ length }, () => normal(1, features, 1, random));
  const [source, inputs] = [draw(), draw()];
  const [encoder, decoder] = [layer.initParams(size, random), layer.initParams(size, random)];
  const targets = source.map(() => randomInteger(features, random));

  const output = attentiveOutput(
    { hidden, key: hidden, output: features, dtype: "float64" },
    attends ? dotAttention : undefined,
  );
  const outputParams = output.initParams(random);
  const read = layer.forward(encoder, source, layer.initState(1, size));
  const said = layer.forward(decoder, inputs, read.final);
  const forward = output.forward(outputParams, said.ys, output.prepare(outputParams, read.ys));
  return targets.map((target, t) => {
    const dLogits = forward.logits.map((z, at) =>
      at === t ? softmaxCrossEntropy(z, [target]).dLogits : z.scale(0),
    );
    const { dhs, dKeys } = output.backward(outputParams, forward.cache, dLogits, zerosLike(outputParams));
    const { dInitial } = layer.backward(decoder, said.cache, { dys: dhs }, zerosLike(decoder));
    const dys = read.ys.map((y, j) => dKeys[j] ?? Matrix.zeros(y.rows, y.cols));
    const { dxs } = layer.backward(encoder, read.cache, { dys, dFinal: dInitial }, zerosLike(encoder));
    return dxs[length - 1 - t].norm();
  });
}
