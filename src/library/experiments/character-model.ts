/**
 * A character model of Moby-Dick: 27 symbols, an embedding, one recurrent layer, read in windows whose state is carried
 * on (truncated BPTT). Measured on the end of the book, which training never sees, in bits per character.
 */

import { gru } from "../cells/gru.ts";
import { lstm } from "../cells/lstm.ts";
import { loadMobyDick, plainLetters } from "../data/moby-dick.ts";
import { statefulBatches, type TextWindow } from "../data/stateful-batches.ts";
import { createVocabulary, type Vocabulary } from "../data/vocabulary.ts";
import { layerOf } from "../fused/engine.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import { type LanguageModel, languageModel } from "../models/language-model.ts";
import { countNumbers, type Named } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { correlation } from "../numeric/statistics.ts";
import { adam } from "../training/optimizers.ts";
import { type Progress, type Trainable, train } from "../training/trainer.ts";
import { ngramBitsPerCharacter } from "./ngram-baseline.ts";

/** Sizes, seed and budget. */
export interface CharacterModelConfig {
  readonly seed: number;
  readonly cell: "gru" | "lstm";
  readonly hidden: number;
  readonly embedding: number;
  readonly batch: number;
  /** Time steps of a window. */
  readonly steps: number;
  readonly updates: number;
  readonly rate: number;
  readonly every: number;
  /** Characters at the end of the book that are never trained on. */
  readonly heldOut: number;
  /** false: every window begins at a zero state. */
  readonly carry: boolean;
  readonly temperatures: readonly number[];
  readonly sampleLength: number;
  /** Characters of the held-out text whose states are recorded. */
  readonly passage: number;
}

/** What the network was in while it read a text. */
export interface ReadingTrace {
  readonly text: string;
  /** states[unit][t], after character t was read. */
  readonly states: readonly (readonly number[])[];
  /** bits[t]: surprise at character t + 1. */
  readonly bits: readonly number[];
}

/** The learning curve, its baselines, what the model says, and what is inside. */
export interface CharacterModelResult {
  readonly config: CharacterModelConfig;
  readonly tokens: readonly string[];
  readonly parameters: number;
  readonly characters: number;
  readonly baselines: { readonly uniform: number; readonly unigram: number; readonly bigram: number };
  readonly curve: readonly { readonly update: number; readonly bits: number }[];
  /** table[token][feature]: the embedding after training. */
  readonly table: readonly (readonly number[])[];
  readonly samples: readonly { readonly temperature: number; readonly text: string }[];
  readonly trace: ReadingTrace;
}

/** Trains a character model; `onUpdate` hears of its progress. */
export async function runCharacterModel(
  config: CharacterModelConfig,
  onUpdate?: (progress: Progress) => void,
): Promise<CharacterModelResult> {
  const text = plainLetters(loadMobyDick());
  const vocabulary = createVocabulary(text);
  const ids = vocabulary.encode(text);
  const [seen, unseen] = [ids.slice(0, -config.heldOut), ids.slice(-config.heldOut)];
  const windows = statefulBatches(seen, config);
  const tested = statefulBatches(unseen, { batch: 20, steps: Math.floor((unseen.length - 1) / 20) });

  const { hidden, embedding, seed } = config;
  const layer = config.cell === "gru" ? layerOf(gru) : layerOf(lstm);
  const tokens = vocabulary.size;
  const model = languageModel({ layer, tokens, hidden, embedding, dtype: "float32" });
  const params = model.initParams(createRandom(seed));
  const bitsNow = (): number => model.loss(params, tested[0]).loss / Math.LN2;
  const curve = [{ update: 0, bits: bitsNow() }];
  await train<TextWindow>({
    model: carrying(model, config.carry, windows[0]),
    params,
    optimizer: adam({ rate: config.rate }),
    batchAt: (update) => windows[update % windows.length],
    updates: config.updates,
    clipNorm: 1,
    onUpdate(progress) {
      const { update } = progress;
      if (update % config.every === 0) curve.push({ update, bits: bitsNow() });
      onUpdate?.(progress);
    },
  });
  const bitsBy = (order: 1 | 2): number =>
    ngramBitsPerCharacter([seen], [unseen], { symbols: tokens, order });
  return {
    config,
    tokens: vocabulary.tokens,
    parameters: countNumbers(params),
    characters: seen.length,
    baselines: { uniform: Math.log2(tokens), unigram: bitsBy(1), bigram: bitsBy(2) },
    curve,
    table: rowsOf(params["embedding.E"]),
    samples: config.temperatures.map((temperature) => ({
      temperature,
      text: write(model, params, vocabulary, config, temperature),
    })),
    trace: read(model, params, vocabulary, unseen.subarray(0, config.passage + 1)),
  };
}

/** The model with a state that runs on from window to window, from zero again where the text begins again. */
function carrying(model: LanguageModel, carry: boolean, first: TextWindow): Trainable<TextWindow> {
  let state: Named | undefined;
  return {
    loss: (params, batch) => model.loss(params, batch),
    gradients(params, batch, random) {
      const initial = carry && batch !== first ? state : undefined;
      const found = model.gradients(params, batch, random, initial);
      state = found.final; // its numbers only: no gradient goes back beyond the window
      return found;
    },
  };
}

function write(
  model: LanguageModel,
  params: Named,
  vocabulary: Vocabulary,
  { seed, sampleLength }: CharacterModelConfig,
  temperature: number,
): string {
  const prefix = vocabulary.encode("the ");
  const random = createRandom(seed, 1);
  return vocabulary.decode(model.sample(params, { prefix, maxLength: sampleLength, temperature, random }));
}

/** Reads character by character, so that the state after each is at hand. */
function read(model: LanguageModel, params: Named, vocabulary: Vocabulary, ids: Int32Array): ReadingTrace {
  let state = model.initState(1);
  const columns: number[][] = [];
  const bits: number[] = [];
  for (let t = 0; t + 1 < ids.length; t++) {
    const { logits, final } = model.forward(params, [[ids[t]]], state);
    bits.push(softmaxCrossEntropy(logits[0], [ids[t + 1]]).loss / Math.LN2);
    columns.push(Array.from(final.h.data));
    state = final;
  }
  return {
    text: vocabulary.decode(ids.slice(0, -1)),
    states: columns[0].map((_, unit) => columns.map((column) => column[unit])),
    bits,
  };
}

const rowsOf = ({ rows, cols, data }: Named["x"]): number[][] =>
  Array.from({ length: rows }, (_, r) => Array.from(data.slice(r * cols, (r + 1) * cols)));

/** How many letters of its word have been read, at each character of a text; 0 at a space. */
export function lettersIntoWord(text: string): number[] {
  let count = 0;
  return [...text].map((character) => {
    count = character === " " ? 0 : count + 1;
    return count;
  });
}

/** The correlation of each unit with one number per character, between −1 and 1. */
export function unitCorrelations({ states }: ReadingTrace, values: readonly number[]): number[] {
  return states.map((row) => correlation(row, values));
}
