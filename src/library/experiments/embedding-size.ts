/**
 * How wide should an embedding be? Trains character models on few first names with embeddings of several widths and
 * measures the surprise at names of the training and at names never seen, in bits per character.
 *
 * All trainings take about a minute, so their outcome is stored beside this file. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- embedding-size
 */

import { gru } from "../cells/gru.ts";
import { encodeWords, nextTokenBatch, shuffledBatches, splitItems } from "../data/batches.ts";
import { createVocabulary } from "../data/vocabulary.ts";
import { fused } from "../fused/fused-layer.ts";
import { languageModel } from "../models/language-model.ts";
import { countNumbers } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { plainNames } from "./names-model.ts";
import stored from "./stored/embedding-size.json" with { type: "json" };

/** Widths, seeds and the budget. */
export interface EmbeddingSizeConfig {
  readonly features: readonly number[];
  readonly seeds: readonly number[];
  /** Names to train on, and names set aside. */
  readonly names: number;
  readonly heldOut: number;
  readonly hidden: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly updates: number;
  readonly every: number;
}

/** Bits per character of one width, one entry per seed. */
export interface EmbeddingSizeRow {
  readonly features: number;
  readonly parameters: number;
  /** At the end of training: on the names of the training, and on the others. */
  readonly trained: readonly number[];
  readonly unseen: readonly number[];
  /** The least on the others during training. */
  readonly best: readonly number[];
}

/** One row per width. */
export interface EmbeddingSizeResult {
  readonly config: EmbeddingSizeConfig;
  readonly rows: readonly EmbeddingSizeRow[];
}

/** What is stored. */
export const embeddingSizeConfig: EmbeddingSizeConfig = {
  features: [1, 2, 4, 8, 16, 32, 64],
  seeds: [1, 2, 3, 4, 5],
  names: 600,
  heldOut: 400,
  hidden: 32,
  batchSize: 32,
  rate: 0.01,
  updates: 300,
  every: 30,
};

/** The stored outcome of `embeddingSizeConfig`. */
export const storedEmbeddingSize: EmbeddingSizeResult = { config: embeddingSizeConfig, ...stored };

/** Trains every width from every seed; `onTraining` hears of each that is done. */
export async function runEmbeddingSize(
  config: EmbeddingSizeConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<EmbeddingSizeResult> {
  let done = 0;
  const rows: EmbeddingSizeRow[] = [];
  for (const features of config.features) {
    const trainings: Awaited<ReturnType<typeof trainOne>>[] = [];
    for (const seed of config.seeds) {
      trainings.push(await trainOne(config, features, seed));
      onTraining?.(++done, config.features.length * config.seeds.length);
    }
    const round = (bits: number): number => Math.round(bits * 1e4) / 1e4;
    rows.push({
      features,
      parameters: trainings[0].parameters,
      trained: trainings.map(({ trained }) => round(trained)),
      unseen: trainings.map(({ unseen }) => round(unseen)),
      best: trainings.map(({ best }) => round(best)),
    });
  }
  return { config, rows };
}

async function trainOne(
  config: EmbeddingSizeConfig,
  embedding: number,
  seed: number,
): Promise<{ parameters: number; trained: number; unseen: number; best: number }> {
  const { heldOut, hidden, batchSize, rate, updates, every } = config;
  const names = plainNames();
  const vocabulary = createVocabulary(names);
  const split = splitItems(names, { heldOut, seed });
  const seen = encodeWords(split.train.slice(0, config.names), vocabulary);
  const [seenBatch, unseenBatch] = [
    nextTokenBatch(seen),
    nextTokenBatch(encodeWords(split.heldOut, vocabulary)),
  ];
  const model = languageModel({
    layer: fused(gru),
    tokens: vocabulary.size,
    hidden,
    embedding,
    dtype: "float32",
  });
  const params = model.initParams(createRandom(seed));
  const batches = shuffledBatches(seen, { batchSize, seed });
  const { state } = await train({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => nextTokenBatch(batches.at(update)),
    updates,
    clipNorm: 1,
    validation: { batches: [unseenBatch], every },
  });
  const losses = state.validations.map(({ loss }) => loss / Math.LN2);
  return {
    parameters: countNumbers(params),
    trained: model.loss(params, seenBatch).loss / Math.LN2,
    unseen: losses[losses.length - 1],
    best: Math.min(...losses),
  };
}
