/**
 * What does one wrong character do to the rest of an answer? Gives the decoder a wrong character in place of the one
 * that it said at a position, and counts the mistakes at every later position:
 *
 *   free     after it the decoder reads its own words, as in use
 *   forced   after it the decoder reads the true answer again
 */

import type { PairBatch } from "../data/pair-batch.ts";
import { pairBatch } from "../data/pair-batch.ts";
import { likeliestOfRow } from "../models/likeliest.ts";
import { createRandom, type Random, randomInteger } from "../numeric/random.ts";
import type { TrainedTranslator } from "./text-to-text.ts";

/** Where to corrupt, and how many answers of which length to count over. */
export interface CorruptionConfig {
  readonly seed: number;
  /** Characters of each answer; the end mark is counted at one position more. */
  readonly length: number;
  readonly examples: number;
  /** Positions of the corrupted character, 0 … length − 1. */
  readonly at: readonly number[];
}

/** Shares of wrong characters by position, 0 … length. */
export interface CorruptionResult {
  readonly config: CorruptionConfig;
  /** Nothing corrupted, the decoder reads its own words. */
  readonly clean: readonly number[];
  /** Only positions after `at` are counted; up to it, null. */
  readonly runs: readonly {
    readonly at: number;
    readonly free: readonly (number | null)[];
    readonly forced: readonly (number | null)[];
  }[];
}

/** Corrupts one position at a time. Throws on a position outside the answer. */
export function runCorruption(
  network: Pick<TrainedTranslator, "model" | "params" | "task">,
  config: CorruptionConfig,
): CorruptionResult {
  const { length, at: positions, seed } = config;
  if (positions.some((at) => !(Number.isInteger(at) && at >= 0 && at < length))) {
    throw new RangeError(`runCorruption: positions must be 0 … ${length - 1}, got ${positions.join(", ")}.`);
  }
  const batch = drawBatch(network, config);
  const errors = (from: number, inputs: Int32Array[]): (number | null)[] => {
    const { logits } = network.model.forward(network.params, { ...batch, inputs });
    return batch.targets.map((target, t) => {
      if (t < from) return null;
      return target.filter((id, r) => likeliestOfRow(logits[t], r) !== id).length / target.length;
    });
  };
  const truth = (): Int32Array[] => batch.inputs.map((ids) => Int32Array.from(ids));
  return {
    config,
    clean: errors(0, readOwnWords(network, batch, truth(), 0)) as number[],
    runs: positions.map((at) => {
      const inputs = truth();
      corrupt(network, inputs[at + 1], createRandom(seed, at + 1));
      const forced = errors(at + 1, inputs);
      return { at, forced, free: errors(at + 1, readOwnWords(network, batch, inputs, at + 1)) };
    }),
  };
}

function drawBatch({ task }: Pick<TrainedTranslator, "task">, config: CorruptionConfig): PairBatch {
  const { seed, length, examples } = config;
  const random = createRandom(seed);
  const pairs = [];
  while (pairs.length < examples) {
    const pair = task.make(random);
    if (pair.target.length === length) pairs.push(pair);
  }
  return pairBatch(pairs, task.vocabularies);
}

/** Every id becomes another one; start and end marks (0 and 1) stay out. */
function corrupt({ task }: Pick<TrainedTranslator, "task">, ids: Int32Array, random: Random): void {
  const symbols = task.vocabularies.target.size - 2;
  ids.forEach((id, r) => {
    ids[r] = 2 + ((id - 2 + 1 + randomInteger(symbols - 1, random)) % symbols);
  });
}

/** Inputs after step `from` become the decoder's likeliest character of the step before. */
function readOwnWords(
  { model, params }: Pick<TrainedTranslator, "model" | "params">,
  batch: PairBatch,
  inputs: Int32Array[],
  from: number,
): Int32Array[] {
  for (let t = from; t + 1 < inputs.length; t++) {
    const { logits } = model.forward(params, { ...batch, inputs: inputs.slice(0, t + 1) });
    inputs[t + 1] = inputs[t + 1].map((_, r) => likeliestOfRow(logits[t], r));
  }
  return inputs;
}
