/**
 * Does the LSTM need more data than the GRU? Trains both on ever more first names and measures the surprise at
 * names never seen, in bits per character, at the best moment of each training.
 */

import { createGru } from "../cells/gru.ts";
import { createLstm } from "../cells/lstm.ts";
import {
  encodeWords,
  nextTokenBatch,
  shuffledBatches,
  splitItems,
  type TokenBatch,
} from "../data/batches.ts";
import { createVocabulary } from "../data/vocabulary.ts";
import { chooseEngine, type EngineChoice } from "../fused/engine.ts";
import { type LanguageModel, languageModel } from "../models/language-model.ts";
import { countNumbers } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { type ContestantName, contestants } from "./model-comparison.ts";
import { plainNames } from "./names-model.ts";
import { ngramBitsPerCharacter } from "./ngram-baseline.ts";

/** Numbers of names, sizes, seeds and the budget. Trains fused in float32 unless told. */
export interface DataSizeConfig extends EngineChoice {
  /** Numbers of names to train on. */
  readonly sizes: readonly number[];
  readonly seeds: readonly number[];
  /** Hidden units of the LSTM and the GRU, and of the GRU with as many parameters as the LSTM. */
  readonly hidden: number;
  readonly wideHidden: number;
  readonly memoryBias: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly updates: number;
  /** Measure on the held-out names after every so many updates. */
  readonly every: number;
  readonly heldOut: number;
}

/** One contestant over all numbers of names. */
export interface DataSizeCurve {
  readonly name: ContestantName;
  readonly parameters: number;
  /** bits[size][seed]: the least bits per character on held-out names during the training. */
  readonly bits: readonly (readonly number[])[];
}

/** One curve per contestant, and counting beside them. */
export interface DataSizeResult {
  readonly config: DataSizeConfig;
  /** Bits per character of counting pairs in the same names: bigram[size], first seed. */
  readonly bigram: readonly number[];
  readonly curves: readonly DataSizeCurve[];
}

/** Trains every contestant on every number of names; `onTraining` hears of each that is done. */
export async function runDataSize(
  config: DataSizeConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<DataSizeResult> {
  const total = contestants.length * config.sizes.length * config.seeds.length;
  let done = 0;
  const curves: DataSizeCurve[] = [];
  for (const name of contestants) {
    const bits: number[][] = [];
    let parameters = 0;
    for (const size of config.sizes) {
      const row: number[] = [];
      for (const seed of config.seeds) {
        const trained = await trainOn(config, name, size, seed);
        row.push(Math.round(trained.bits * 1e4) / 1e4);
        parameters = trained.parameters;
        onTraining?.(++done, total);
      }
      bits.push(row);
    }
    curves.push({ name, parameters, bits });
  }
  return { config, bigram: config.sizes.map((size) => bigramOn(config, size, config.seeds[0])), curves };
}

function modelOf(config: DataSizeConfig, name: ContestantName, tokens: number): LanguageModel {
  const { hidden, wideHidden, memoryBias } = config;
  return languageModel({
    layer: name === "lstm" ? createLstm(memoryBias) : createGru({ updateBias: memoryBias }),
    tokens,
    hidden: name === "wide gru" ? wideHidden : hidden,
    ...chooseEngine(config),
  });
}

function namesOf({ heldOut }: DataSizeConfig, size: number, seed: number) {
  const names = plainNames();
  const vocabulary = createVocabulary(names);
  const split = splitItems(names, { heldOut, seed });
  const [seen, unseen] = [split.train.slice(0, size), split.heldOut].map((list) =>
    encodeWords(list, vocabulary),
  );
  return { vocabulary, seen, unseen };
}

async function trainOn(
  config: DataSizeConfig,
  name: ContestantName,
  size: number,
  seed: number,
): Promise<{ bits: number; parameters: number }> {
  const { vocabulary, seen, unseen } = namesOf(config, size, seed);
  const model = modelOf(config, name, vocabulary.size);
  const params = model.initParams(createRandom(seed));
  const batches = shuffledBatches(seen, { batchSize: Math.min(size, config.batchSize), seed });
  const { state } = await train<TokenBatch>({
    model,
    params,
    optimizer: adam({ rate: config.rate }),
    batchAt: (update) => nextTokenBatch(batches.at(update)),
    updates: config.updates,
    clipNorm: 1,
    validation: { batches: [nextTokenBatch(unseen)], every: config.every },
  });
  const best = Math.min(...state.validations.map(({ loss }) => loss));
  return { bits: best / Math.LN2, parameters: countNumbers(params) };
}

function bigramOn(config: DataSizeConfig, size: number, seed: number): number {
  const { vocabulary, seen, unseen } = namesOf(config, size, seed);
  return ngramBitsPerCharacter(seen, unseen, { symbols: vocabulary.size, order: 2 });
}
