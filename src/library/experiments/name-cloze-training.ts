/**
 * Who was it? Each cell learns to fill in the name that a story began with. Trained on stories with few and many
 * sentences in between, tested by their number.
 */

import { clozeNames, clozeWords, makeNameCloze, nameClozeBaseline } from "../data/name-cloze.ts";
import { padSequences } from "../data/padding.ts";
import { createTokenVocabulary, type TokenVocabulary } from "../data/token-vocabulary.ts";
import { chooseEngine, type EngineChoice } from "../fused/engine.ts";
import { type LabelledBatch, sequenceClassifier } from "../models/sequence-classifier.ts";
import { createRandom, type Random, randomInteger } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { cellOf, type LongLagCell } from "./long-lag-model.ts";

/** One cell by its name in the figure. */
export interface ClozeVariant {
  readonly name: string;
  readonly kind: "rnn" | "gru" | "lstm";
  readonly cell: LongLagCell;
}

/** The stories, the training, the seeds and the cells. Fused in float32 unless told. */
export interface NameClozeConfig extends EngineChoice {
  readonly variants: readonly ClozeVariant[];
  readonly seeds: readonly number[];
  readonly people: number;
  /** Trained on 0 … this many sentences in between, all as often. */
  readonly mostDistractors: number;
  readonly hidden: number;
  readonly batch: number;
  readonly updates: number;
  readonly rate: number;
}

/** Shares of right answers. */
export interface NameClozeResult {
  readonly config: NameClozeConfig;
  /** Best answer from the last sentence alone. */
  readonly baseline: number;
  /** accuracies[variant][seed][distractors], on 300 new stories each. */
  readonly accuracies: readonly (readonly (readonly number[])[])[];
}

const TESTED = 300;

/** `onProgress` is called after each training with those finished and their number. */
export async function runNameCloze(
  config: NameClozeConfig,
  onProgress?: (done: number, total: number) => void,
): Promise<NameClozeResult> {
  const accuracies: number[][][] = [];
  let done = 0;
  for (const variant of config.variants) {
    const ofVariant: number[][] = [];
    for (const seed of config.seeds) {
      ofVariant.push(await trainCloze(config, variant, seed));
      onProgress?.(++done, config.variants.length * config.seeds.length);
    }
    accuracies.push(ofVariant);
  }
  return { config, baseline: nameClozeBaseline(config.people).accuracy, accuracies };
}

async function trainCloze(config: NameClozeConfig, { cell }: ClozeVariant, seed: number): Promise<number[]> {
  const { people, mostDistractors, hidden, batch, updates, rate } = config;
  const vocabulary = createTokenVocabulary(clozeWords);
  const model = sequenceClassifier({
    layer: cellOf(cell),
    hidden,
    input: { tokens: vocabulary.size },
    classes: people,
    ...chooseEngine(config),
  });
  const params = model.initParams(createRandom(seed));
  await train<LabelledBatch>({
    model,
    params,
    optimizer: adam({ rate }),
    clipNorm: 1,
    updates,
    batchAt(update) {
      const random = createRandom(seed, update + 1);
      const counts = Array.from({ length: batch }, () => randomInteger(mostDistractors + 1, random));
      return drawStories(vocabulary, people, counts, random);
    },
  });
  return Array.from({ length: mostDistractors + 1 }, (_, distractors) => {
    const random = createRandom(seed, updates + 1 + distractors);
    const tested = drawStories(vocabulary, people, new Array(TESTED).fill(distractors), random);
    return model.accuracy(params, tested);
  });
}

/** One story for each count of distractors; the label is the place of the answer among the people. */
function drawStories(
  vocabulary: TokenVocabulary,
  people: number,
  counts: readonly number[],
  random: Random,
): LabelledBatch {
  const stories = counts.map((distractors) => makeNameCloze({ people, distractors }, random));
  const { tokens, masks } = padSequences(stories.map(({ words }) => vocabulary.encode(words)));
  const labels = Int32Array.from(stories, ({ answer }) => clozeNames.indexOf(answer));
  return { inputs: tokens, labels, masks };
}
