/**
 * What does a small recurrent network learn from first names? Trains a character model and compares it
 * with counting, on names that training never sees.
 *
 * Names are lower-cased, each stands between two boundaries; the network predicts each next character,
 * the closing boundary included. All losses are in bits per character.
 */

import { gru } from "../cells/gru.ts";
import { rnn } from "../cells/rnn.ts";
import {
  encodeWords,
  nextTokenBatch,
  shuffledBatches,
  splitItems,
  type TokenBatch,
} from "../data/batches.ts";
import { loadNames } from "../data/names.ts";
import { BOUNDARY, createVocabulary, type Vocabulary } from "../data/vocabulary.ts";
import { chooseEngine, type EngineChoice, layerOf } from "../fused/engine.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { type LanguageModel, languageModel } from "../models/language-model.ts";
import { countNumbers, type Named } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { type Progress, train } from "../training/trainer.ts";
import { ngramBitsPerCharacter } from "./ngram-baseline.ts";

/** Sizes, seed, updates and how much is held out. */
export interface NamesModelConfig extends EngineChoice {
  readonly seed: number;
  /** "rnn" unless given. */
  readonly cell?: "rnn" | "gru";
  readonly hidden: number;
  /** Features of an embedding; one-hot inputs unless given. */
  readonly embedding?: number;
  readonly batchSize: number;
  readonly updates: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  /** Names set aside for measuring. */
  readonly heldOut: number;
  /** Measure on the held-out names after every so many updates. */
  readonly every: number;
  /** Train only on names of at most this many letters; on all unless given. */
  readonly longestTrained?: number;
  /** Names to draw before and after training. */
  readonly samples: number;
}

/** The learning curve, its baselines, and what the model says. */
export interface NamesModelResult {
  readonly config: NamesModelConfig;
  readonly symbols: number;
  readonly parameters: number;
  readonly trainedNames: number;
  /** Bits per character on the held-out names. */
  readonly baselines: { readonly uniform: number; readonly unigram: number; readonly bigram: number };
  readonly curve: readonly { readonly update: number; readonly bits: number }[];
  readonly samplesBefore: readonly string[];
  readonly samplesAfter: readonly string[];
  /** bitsByPosition[t]: on the held-out names, for the character t + 1 (the closing boundary included). */
  readonly bitsByPosition: readonly number[];
}

/** Lower-cased names of letters only, each once. */
export function plainNames(): string[] {
  const lower = loadNames().map((name) => name.toLowerCase());
  return [...new Set(lower)].filter((name) => /^[a-z]+$/.test(name));
}

/** Trains a character model of first names; `onUpdate` hears of its progress. */
export async function runNamesModel(
  config: NamesModelConfig,
  onProgress?: (progress: Progress) => void,
): Promise<NamesModelResult> {
  const names = plainNames();
  const vocabulary = createVocabulary(names);
  const split = splitItems(names, { heldOut: config.heldOut, seed: config.seed });
  const trained = split.train.filter(
    (name) => name.length <= (config.longestTrained ?? Number.POSITIVE_INFINITY),
  );
  const [seen, unseen] = [encodeWords(trained, vocabulary), encodeWords(split.heldOut, vocabulary)];
  const unseenBatch = nextTokenBatch(unseen);

  const { engine, dtype } = chooseEngine(config);
  const { embedding, cell = "rnn" } = config;
  const inputGradients = embedding !== undefined;
  const layer =
    cell === "gru" ? layerOf(gru, engine, { inputGradients }) : layerOf(rnn, engine, { inputGradients });
  const model = languageModel({
    layer,
    tokens: vocabulary.size,
    hidden: config.hidden,
    ...(embedding !== undefined && { embedding }),
    dtype,
    engine,
  });
  const params = model.initParams(createRandom(config.seed));
  const bitsNow = (): number => model.loss(params, unseenBatch).loss / Math.LN2;
  const before = { bits: bitsNow(), samples: drawNames(model, params, vocabulary, config) };
  const batches = shuffledBatches(seen, { batchSize: config.batchSize, seed: config.seed });
  const { state } = await train<TokenBatch>({
    model,
    params,
    optimizer: adam({ rate: config.rate }),
    batchAt: (update) => nextTokenBatch(batches.at(update)),
    updates: config.updates,
    clipNorm: 1,
    validation: { batches: [unseenBatch], every: config.every },
    ...(onProgress && { onUpdate: onProgress }),
  });

  const bitsBy = (order: 1 | 2): number =>
    ngramBitsPerCharacter(seen, unseen, { symbols: vocabulary.size, order });
  return {
    config,
    symbols: vocabulary.size,
    parameters: countNumbers(params),
    trainedNames: trained.length,
    baselines: { uniform: Math.log2(vocabulary.size), unigram: bitsBy(1), bigram: bitsBy(2) },
    curve: [
      { update: 0, bits: before.bits },
      ...state.validations.map(({ update, loss }) => ({ update, bits: loss / Math.LN2 })),
    ],
    samplesBefore: before.samples,
    samplesAfter: drawNames(model, params, vocabulary, config),
    bitsByPosition: bitsByPosition(model, params, unseenBatch),
  };
}

function drawNames(
  model: LanguageModel,
  params: Named,
  vocabulary: Vocabulary,
  config: NamesModelConfig,
): string[] {
  const random = createRandom(config.seed, 1);
  const boundary = vocabulary.tokenId(BOUNDARY);
  return Array.from({ length: config.samples }, () =>
    vocabulary.decode(model.sample(params, { prefix: [boundary], end: boundary, maxLength: 14, random })),
  );
}

function bitsByPosition(
  model: LanguageModel,
  params: Named,
  { inputs, targets, masks }: TokenBatch,
): number[] {
  const { logits } = model.forward(params, inputs);
  return logits.map((z, t) => softmaxCrossEntropy(z, targets[t], { mask: masks[t] }).loss / Math.LN2);
}
