/**
 * Does it help a tagger to read in both directions? Tags the words of Moby-Dick with Penn Treebank parts of speech
 * (silver labels, see data/part-of-speech.ts), reading from the left only or from both sides.
 *
 * A third tagger reads from the left with as many parameters as the bidirectional one. The baseline gives every word the
 * tag that it had most often in training. Rare words are all one token, so that only their surroundings tell their tag.
 *
 * All trainings take some minutes, so their outcome is stored beside this file. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- tagging
 */

import { gru } from "../cells/gru.ts";
import { shuffledBatches } from "../data/batches.ts";
import { taggedBatch } from "../data/labelled-batch.ts";
import { fused } from "../fused/fused-layer.ts";
import { bidirectional } from "../layers/bidirectional.ts";
import { likeliestOfRow } from "../models/likeliest.ts";
import { type SequenceTagger, sequenceTagger } from "../models/sequence-tagger.ts";
import { countNumbers, type Named } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import stored from "./stored/tagging.json" with { type: "json" };
import {
  countRightTags,
  mostFrequentTags,
  readTaggingCorpus,
  type TagCounts,
  type TaggedExample,
  type TaggingCorpus,
  type TaggingCorpusConfig,
} from "./tagging-corpus.ts";

/** Data, sizes, seeds and the budget. */
export interface TaggingConfig extends TaggingCorpusConfig {
  readonly embedding: number;
  /** Units of each direction. */
  readonly hidden: number;
  readonly batchSize: number;
  readonly rate: number;
  readonly updates: number;
  readonly seeds: readonly number[];
}

/** The order of all lists of taggers. */
export const taggerNames = ["from the left", "from the left, as many parameters", "both directions"] as const;

/** One tagger over all seeds. */
export interface TaggerResult {
  readonly name: (typeof taggerNames)[number];
  readonly parameters: number;
  readonly hidden: number;
  readonly trainings: readonly TagCounts[];
}

/** Three taggers and the baseline. */
export interface TaggingResult {
  readonly config: TaggingConfig;
  /** Held-out words, and those among them that are the rare token. */
  readonly words: number;
  readonly rareWords: number;
  /** Tags with the number of held-out words that have them. */
  readonly tags: readonly { readonly tag: string; readonly words: number }[];
  readonly vocabulary: number;
  readonly baseline: TagCounts;
  readonly taggers: readonly TaggerResult[];
}

/** What is stored. */
export const taggingConfig: TaggingConfig = {
  sentences: 5600,
  heldOut: 500,
  atLeast: 3,
  embedding: 24,
  hidden: 24,
  batchSize: 32,
  rate: 0.01,
  updates: 400,
  seeds: [1, 2, 3, 4, 5],
};

/** The stored outcome of `taggingConfig`. */
export const storedTagging: TaggingResult = {
  config: taggingConfig,
  ...(stored as Omit<TaggingResult, "config">),
};

/** Trains every tagger from every seed; `onTraining` hears of each that is done. */
export async function runTagging(
  config: TaggingConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<TaggingResult> {
  const corpus = readTaggingCorpus(config);
  const words = corpus.unseen.flatMap(({ tags }) => [...tags]);
  let done = 0;
  const taggers: TaggerResult[] = [];
  for (const name of taggerNames) {
    const hidden = hiddenOf(config, corpus, name);
    const model = taggerOf(config, corpus, name, hidden);
    const trainings: TagCounts[] = [];
    for (const seed of config.seeds) {
      trainings.push(await trainOne(config, corpus, model, seed));
      onTraining?.(++done, taggerNames.length * config.seeds.length);
    }
    const parameters = countNumbers(model.initParams(createRandom(1)));
    taggers.push({ name, parameters, hidden, trainings });
  }
  return {
    config,
    words: words.length,
    rareWords: corpus.unseen.flatMap(({ tokens }) => [...tokens]).filter((id) => id === corpus.rare).length,
    tags: corpus.tagNames.map((tag, id) => ({ tag, words: words.filter((each) => each === id).length })),
    vocabulary: corpus.tokens,
    baseline: countRightTags(corpus, corpus.unseen.map(mostFrequentTags(corpus))),
    taggers,
  };
}

function taggerOf(
  { embedding }: TaggingConfig,
  { tokens, tagNames }: TaggingCorpus,
  name: TaggerResult["name"],
  hidden: number,
): SequenceTagger {
  const layer = name === "both directions" ? bidirectional(fused(gru)) : fused(gru);
  const input = { tokens, embedding };
  return sequenceTagger({ layer, hidden, input, classes: tagNames.length, dtype: "float32" });
}

/** The units of the wide tagger: as many as bring it closest to the bidirectional one's number of parameters. */
function hiddenOf(config: TaggingConfig, corpus: TaggingCorpus, name: TaggerResult["name"]): number {
  if (name !== "from the left, as many parameters") return config.hidden;
  const count = (of: TaggerResult["name"], hidden: number): number =>
    countNumbers(taggerOf(config, corpus, of, hidden).initParams(createRandom(1)));
  const wanted = count("both directions", config.hidden);
  const distance = (hidden: number): number => Math.abs(count(name, hidden) - wanted);
  let hidden = config.hidden;
  while (distance(hidden + 1) < distance(hidden)) hidden++;
  return hidden;
}

async function trainOne(
  { batchSize, rate, updates }: TaggingConfig,
  corpus: TaggingCorpus,
  model: SequenceTagger,
  seed: number,
): Promise<TagCounts> {
  const params = model.initParams(createRandom(seed));
  const batches = shuffledBatches(corpus.seen, { batchSize, seed });
  await train({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => taggedBatch(batches.at(update)),
    updates,
    clipNorm: 1,
  });
  return countRightTags(corpus, predict(model, params, corpus.unseen));
}

/** One tag per word of each sentence. */
function predict(model: SequenceTagger, params: Named, examples: readonly TaggedExample[]): Int32Array[] {
  const logits = model.logits(params, taggedBatch(examples));
  return examples.map(({ tokens }, row) => tokens.map((_, t) => likeliestOfRow(logits[t], row)));
}
