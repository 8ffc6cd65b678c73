/**
 * Can the first input be recalled? It is +1 or −1, noise follows, and after `lag` more time steps the
 * network must say which it was. Variants differ in the start of their weights and in how many time
 * steps the gradient goes back.
 */

import type { Cell } from "../cells/cell.ts";
import { reluRnn } from "../cells/relu-rnn.ts";
import { type RnnCache, type RnnParam, type RnnState, rnn } from "../cells/rnn.ts";
import { linear } from "../layers/linear.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { backpropagate, unroll } from "../layers/recurrent.ts";
import { orthogonal } from "../numeric/initialisation.ts";
import { Matrix } from "../numeric/matrix.ts";
import { withPrefix, zerosLike } from "../numeric/named.ts";
import { createRandom, type Random, uniform } from "../numeric/random.ts";
import { clipByGlobalNorm } from "../training/clipping.ts";
import { adam } from "../training/optimizers.ts";

export interface RecallVariant {
  readonly name: string;
  /** "irnn": rectified linear units from the identity; the others have tanh. */
  readonly start: "random" | "orthogonal" | "irnn";
  /** Time steps that the gradient goes back; lag + 1 reaches the first input. */
  readonly reach: number;
}

export interface RecallTrainingConfig {
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

type VanillaCell = Cell<RnnParam, RnnState, RnnCache>;

const cells: Readonly<Record<RecallVariant["start"], VanillaCell>> = {
  random: rnn,
  orthogonal: {
    ...rnn,
    initParams: (size, random) => ({
      ...rnn.initParams(size, random),
      Wh: orthogonal(size.hidden, size.hidden, random),
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
  const cell = cells[start];
  const size = { input: 1, hidden };
  const random = createRandom(seed);
  const params = cell.initParams(size, random);
  const readout = linear.initParams({ input: hidden, output: 2 }, random);
  const optimizer = adam({ rate });
  const forward = (xs: readonly Matrix[]) => {
    const { states, tape } = unroll(cell, params, xs, cell.initState(xs[0].rows, size));
    return { tape, ...linear.forward(readout, states[states.length - 1].h) };
  };
  for (let update = 0; update < updates; update++) {
    const { xs, labels } = drawSequences(config, batch, random);
    const { tape, y, cache } = forward(xs);
    const grads = { cell: zerosLike(params), readout: zerosLike(readout) };
    const dh = linear.backward(readout, cache, softmaxCrossEntropy(y, labels).dLogits, grads.readout);
    const seen = tape.slice(-reach);
    const dStates = seen.map((_, t) => ({ h: t === seen.length - 1 ? dh : dh.scale(0) }));
    backpropagate(cell, params, seen, dStates, grads.cell);
    const all = { ...withPrefix("cell", grads.cell), ...withPrefix("readout", grads.readout) };
    clipByGlobalNorm(all, 1);
    optimizer.step({ ...withPrefix("cell", params), ...withPrefix("readout", readout) }, all);
  }
  const test = drawSequences(config, 400, createRandom(seed, 1));
  const { y } = forward(test.xs);
  return test.labels.filter((label, r) => (y.at(r, 1) > y.at(r, 0) ? 1 : 0) === label).length / 400;
}

function drawSequences(
  { lag, noise }: RecallTrainingConfig,
  batch: number,
  random: Random,
): { xs: Matrix[]; labels: number[] } {
  const labels = Array.from({ length: batch }, () => (random() < 0.5 ? 0 : 1));
  const first = Matrix.fromRows(labels.map((label) => [label === 1 ? 1 : -1]));
  return { xs: [first, ...Array.from({ length: lag }, () => uniform(batch, 1, noise, random))], labels };
}
