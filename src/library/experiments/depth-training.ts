/**
 * Plain against residual stacks in training: every network learns delayed recall from the same batches, for the same
 * number of updates, from several seeds.
 *
 * All trainings take about two minutes, so their outcome is stored beside this file. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- depth-training
 */

import { lstm } from "../cells/lstm.ts";
import { makeDelayedRecall } from "../data/delayed-recall.ts";
import { fused } from "../fused/fused-layer.ts";
import { stacked } from "../layers/stacked.ts";
import { sequenceTagger } from "../models/sequence-tagger.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import stored from "./stored/depth-training.json" with { type: "json" };

/** Task, depths, seeds and the budget, the same for all. */
export interface DepthTrainingConfig {
  readonly depths: readonly number[];
  readonly seeds: readonly number[];
  /** Say what was read `delay` time steps ago, at each of `steps` time steps. */
  readonly steps: number;
  readonly delay: number;
  readonly symbols: number;
  /** Units of each layer, and features of the embedding, so that every layer can be residual. */
  readonly hidden: number;
  readonly batch: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  readonly updates: number;
  /** Test after every so many updates, on 200 sequences. */
  readonly every: number;
}

/** One depth of one kind of stack. */
export interface DepthTraining {
  readonly depth: number;
  readonly residual: boolean;
  /** accuracies[seed][k]: share of right answers after k · every updates. */
  readonly accuracies: readonly (readonly number[])[];
}

/** Plain and residual stacks of every depth. */
export interface DepthTrainingResult {
  readonly config: DepthTrainingConfig;
  readonly trainings: readonly DepthTraining[];
}

/** What is stored: LSTM stacks of 24 units per layer. */
export const depthTrainingConfig: DepthTrainingConfig = {
  depths: [1, 2, 4, 6, 8],
  seeds: [1, 2, 3, 4, 5],
  steps: 12,
  delay: 3,
  symbols: 8,
  hidden: 24,
  batch: 16,
  rate: 0.01,
  updates: 400,
  every: 25,
};

/** The stored outcome of `depthTrainingConfig`. */
export const storedDepthTraining: DepthTrainingResult = { config: depthTrainingConfig, ...stored };

const TESTED = 200;

/** Trains LSTM stacks of every depth, plain and residual, from every seed; `onTraining` hears of each that is done. */
export async function runDepthTraining(
  config: DepthTrainingConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<DepthTrainingResult> {
  const total = 2 * config.depths.length * config.seeds.length;
  let done = 0;
  const trainings: DepthTraining[] = [];
  for (const residual of [false, true]) {
    for (const depth of config.depths) {
      const accuracies: number[][] = [];
      for (const seed of config.seeds) {
        accuracies.push(await trainOne(config, depth, residual, seed));
        onTraining?.(++done, total);
      }
      trainings.push({ depth, residual, accuracies });
    }
  }
  return { config, trainings };
}

async function trainOne(
  config: DepthTrainingConfig,
  depth: number,
  residual: boolean,
  seed: number,
): Promise<number[]> {
  const { steps, delay, symbols, hidden, batch, rate, updates, every } = config;
  const layers = Array.from({ length: depth }, () => fused(lstm));
  const model = sequenceTagger({
    layer: stacked(layers, { residual }),
    hidden,
    input: { tokens: symbols, embedding: hidden },
    classes: symbols,
    dtype: "float32",
  });
  const params = model.initParams(createRandom(seed));
  const task = { steps, delay, symbols };
  const tested = makeDelayedRecall({ ...task, batch: TESTED }, createRandom(seed, updates));
  const test = (): number => Math.round(model.accuracy(params, tested) * 1e4) / 1e4;
  const accuracies = [test()];
  await train({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => makeDelayedRecall({ ...task, batch }, createRandom(seed, update)),
    updates,
    clipNorm: 1,
    onUpdate({ update }) {
      if (update % every === 0) accuracies.push(test());
    },
  });
  return accuracies;
}
