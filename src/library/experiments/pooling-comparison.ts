/**
 * From all states to one answer: the last, both ends, the mean, the maximum, or learned attention? Trains one
 * classifier for each, from the same batches and several seeds.
 *
 *   review         praise or blame, told by the order of words (data/negation.ts)
 *   keyword        does symbol 0 occur anywhere among noise?
 *   first symbol   which symbol came first?
 */

import { gru } from "../cells/gru.ts";
import { rnn } from "../cells/rnn.ts";
import { drawInteger } from "../data/draw.ts";
import { type LabelledSequences, labelledBatch } from "../data/labelled-batch.ts";
import { makeReview, reviewWords } from "../data/negation.ts";
import { createTokenVocabulary } from "../data/token-vocabulary.ts";
import { layerOf } from "../fused/engine.ts";
import { bidirectional } from "../layers/bidirectional.ts";
import type { Pooling } from "../models/pooler.ts";
import { sequenceClassifier } from "../models/sequence-classifier.ts";
import { createRandom, type Random } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";

/** A kind of sequence with one label. `very`: words between an adjective and its "not". */
export type PoolingTask =
  | { readonly kind: "review"; readonly very: number }
  | { readonly kind: "keyword" | "first symbol"; readonly steps: number; readonly symbols: number };

/** One way to an answer. */
export interface PoolingContestant {
  readonly pooling: Pooling;
  readonly bothDirections?: boolean;
}

/** The task, who takes part, and the budget, the same for all. */
export interface PoolingConfig {
  readonly task: PoolingTask;
  readonly cell: "gru" | "rnn";
  readonly contestants: readonly PoolingContestant[];
  readonly seeds: readonly number[];
  readonly hidden: number;
  readonly embedding: number;
  readonly batch: number;
  readonly rate: number;
  readonly updates: number;
  /** Test after every so many updates, on 400 sequences. */
  readonly every: number;
}

/** accuracies[contestant][seed][k]: share of right answers after k · every updates. */
export interface PoolingResult {
  readonly config: PoolingConfig;
  /** Share of right answers by guessing. */
  readonly chance: number;
  readonly accuracies: readonly (readonly (readonly number[])[])[];
}

const TESTED = 400;

/** Trains every contestant from every seed; `onTraining` hears of each that is done. */
export async function runPoolingComparison(
  config: PoolingConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<PoolingResult> {
  const total = config.contestants.length * config.seeds.length;
  const { classes } = formOf(config.task);
  const accuracies: number[][][] = [];
  let done = 0;
  for (const contestant of config.contestants) {
    const bySeed: number[][] = [];
    for (const seed of config.seeds) {
      bySeed.push(await trainOne(config, contestant, seed));
      onTraining?.(++done, total);
    }
    accuracies.push(bySeed);
  }
  return { config, chance: 1 / classes, accuracies };
}

async function trainOne(
  config: PoolingConfig,
  contestant: PoolingContestant,
  seed: number,
): Promise<number[]> {
  const { task, cell, hidden, embedding, batch, rate, updates, every } = config;
  const { tokens, classes, draw } = formOf(task);
  const layer = cell === "gru" ? layerOf(gru) : layerOf(rnn);
  const model = sequenceClassifier({
    layer: contestant.bothDirections ? bidirectional(layer) : layer,
    hidden,
    input: { tokens, embedding },
    classes,
    pooling: contestant.pooling,
    dtype: "float32",
  });
  const params = model.initParams(createRandom(seed));
  const tested = draw(TESTED, createRandom(seed, updates));
  const accuracies = [model.accuracy(params, tested)];
  await train({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => draw(batch, createRandom(seed, update)),
    updates,
    clipNorm: 1,
    onUpdate({ update }) {
      if (update % every === 0) accuracies.push(model.accuracy(params, tested));
    },
  });
  return accuracies;
}

/** What a task asks of a model, and how its batches are drawn. */
interface TaskForm {
  readonly tokens: number;
  readonly classes: number;
  draw(batch: number, random: Random): LabelledSequences;
}

function formOf(task: PoolingTask): TaskForm {
  const batchOf = (draw: (random: Random) => { tokens: ArrayLike<number>; label: number }) => ({
    draw: (batch: number, random: Random) => labelledBatch(Array.from({ length: batch }, () => draw(random))),
  });
  if (task.kind === "review") {
    const vocabulary = createTokenVocabulary(reviewWords);
    const review = (random: Random) => {
      const { words, label } = makeReview(task, random);
      return { tokens: vocabulary.encode(words), label };
    };
    return { tokens: vocabulary.size, classes: 2, ...batchOf(review) };
  }
  const { steps, symbols } = task;
  const noise = (random: Random): number[] =>
    Array.from({ length: steps }, () => drawInteger(1, symbols - 1, random));
  if (task.kind === "first symbol") {
    const first = (random: Random) => {
      const tokens = noise(random);
      return { tokens, label: tokens[0] - 1 };
    };
    return { tokens: symbols, classes: symbols - 1, ...batchOf(first) };
  }
  const keyword = (random: Random) => {
    const tokens = noise(random);
    const label = drawInteger(0, 1, random);
    if (label === 1) tokens[drawInteger(0, steps - 1, random)] = 0;
    return { tokens, label };
  };
  return { tokens: symbols, classes: 2, ...batchOf(keyword) };
}
