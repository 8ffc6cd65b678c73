/**
 * Can the first input be recalled? It is +1 or −1, noise follows, and after `lag` more time steps the
 * network must say which it was. Variants differ in the start of their weights and in how many time
 * steps the gradient goes back.
 */

import type { Cell } from "../cells/cell.ts";
import { reluRnn } from "../cells/relu-rnn.ts";
import { type RnnCache, type RnnParam, type RnnState, rnn } from "../cells/rnn.ts";
import { chooseEngine, type EngineChoice, layerOf, linearOf } from "../fused/engine.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { orthogonal } from "../numeric/initialisation.ts";
import { Matrix } from "../numeric/matrix.ts";
import { type Named, withPrefix, zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { createRandom, type Random, uniform } from "../numeric/random.ts";
import { clipByGlobalNorm } from "../training/clipping.ts";
import { adam } from "../training/optimizers.ts";

/** One start of the weights and one reach of the gradient. */
export interface RecallVariant {
  readonly name: string;
  /** "irnn": rectified linear units from the identity; the others have tanh. */
  readonly start: "random" | "orthogonal" | "irnn";
  /** Time steps that the gradient goes back; lag + 1 reaches the first input. */
  readonly reach: number;
}

/** The task's lag and noise, sizes, seeds and variants. In float64 unless told otherwise, on either engine. */
export interface RecallTrainingConfig extends EngineChoice {
  readonly variants: readonly RecallVariant[];
  readonly seeds: readonly number[];
  readonly lag: number;
  readonly hidden: number;
  readonly batch: number;
  readonly updates: number;
  readonly rate: number;
  /** Noise is uniform in ± this. */
  readonly noise: number;
}

/** Accuracies per variant and seed. */
export interface RecallTrainingResult {
  readonly config: RecallTrainingConfig;
  /** accuracies[variant][seed] after training, on 400 new sequences. */
  readonly accuracies: number[][];
}

/** `onProgress` is called with the trainings finished and their number. */
export function runRecallTraining(
  config: RecallTrainingConfig,
  onProgress?: (done: number, total: number) => void,
): RecallTrainingResult {
  let done = 0;
  const accuracies = config.variants.map((variant) =>
    config.seeds.map((seed) => {
      const accuracy = trainOnce(config, variant, seed);
      onProgress?.(++done, config.variants.length * config.seeds.length);
      return accuracy;
    }),
  );
  return { config, accuracies };
}

/** Sequences that accuracy is measured on. */
const TESTED = 400;

type VanillaCell = Cell<RnnParam, RnnState, RnnCache>;

const cells: Readonly<Record<RecallVariant["start"], VanillaCell>> = {
  random: rnn,
  orthogonal: {
    ...rnn,
    initParams: (size, random) => ({
      ...rnn.initParams(size, random),
      Wh: orthogonal(size.hidden, size.hidden, random).to(size.dtype ?? "float64"),
    }),
  },
  irnn: {
    ...reluRnn,
    // Wider input weights than the paper's 0.001, so that a single ±1 is seen at all.
    initParams: (size, random) => ({
      ...reluRnn.initParams(size, random),
      Wx: rnn.initParams(size, random).Wx,
    }),
  },
};

function trainOnce(config: RecallTrainingConfig, { start, reach }: RecallVariant, seed: number): number {
  const { hidden, batch, updates, rate } = config;
  // At the edge of what can be learned, the rounding of float32 would decide single seeds.
  const { engine, dtype } = chooseEngine({ engine: "fused", dtype: "float64", ...config });
  const layer = layerOf(cells[start], engine, { inputGradients: false });
  const linear = linearOf(engine);
  const size = { input: 1, hidden, dtype };
  const random = createRandom(seed);
  const core = layer.initParams(size, random);
  const readout = linear.initParams({ input: hidden, output: 2, dtype }, random);
  const params = { ...withPrefix("cell", core), ...withPrefix("readout", readout) };
  const optimizer = adam({ rate });
  const runOver = (xs: readonly Matrix[], initial: Named = layer.initState(xs[0].rows, size)) =>
    layer.forward(core, xs, initial);
  for (let update = 0; update < updates; update++) {
    const { xs, labels } = drawSequences(config, batch, dtype, random);
    // What lies before the reach only hands over its state: no gradient goes there.
    const before = xs.slice(0, -reach);
    const { ys, cache } = runOver(xs.slice(-reach), before.length > 0 ? runOver(before).final : undefined);
    const output = linear.forward(readout, ys[ys.length - 1]);
    const grads = { cell: zerosLike(core), readout: zerosLike(readout) };
    const { dLogits } = softmaxCrossEntropy(output.y, labels);
    const dh = linear.backward(readout, output.cache, dLogits, grads.readout);
    const dys = ys.map((y, t) => (t === ys.length - 1 ? dh : Matrix.zeros(y.rows, y.cols, dtype)));
    layer.backward(core, cache, { dys }, grads.cell);
    const all = { ...withPrefix("cell", grads.cell), ...withPrefix("readout", grads.readout) };
    clipByGlobalNorm(all, 1);
    optimizer.step(params, all);
  }
  const test = drawSequences(config, TESTED, dtype, createRandom(seed, 1));
  const { ys } = runOver(test.xs);
  return accuracyOf(linear.forward(readout, ys[ys.length - 1]).y, test.labels);
}

function accuracyOf(logits: Matrix, labels: readonly number[]): number {
  const right = labels.filter((label, r) => (logits.at(r, 1) > logits.at(r, 0) ? 1 : 0) === label);
  return right.length / labels.length;
}

function drawSequences(
  { lag, noise }: RecallTrainingConfig,
  batch: number,
  dtype: Dtype,
  random: Random,
): { xs: Matrix[]; labels: number[] } {
  const labels = Array.from({ length: batch }, () => (random() < 0.5 ? 0 : 1));
  const first = Matrix.fromRows(labels.map((label) => [label === 1 ? 1 : -1]));
  const rest = Array.from({ length: lag }, () => uniform(batch, 1, noise, random));
  return { xs: [first, ...rest].map((x) => x.to(dtype)), labels };
}
