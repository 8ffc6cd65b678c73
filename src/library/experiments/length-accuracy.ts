/** How does the length of the answer matter? Measures a trained network, running freely, at one length after the other. */

import type { Pair } from "../data/pair.ts";
import { pairBatch } from "../data/pair-batch.ts";
import { createRandom } from "../numeric/random.ts";
import { type TextTaskConfig, textTask } from "./text-tasks.ts";
import { measureTexts, type TrainedTranslator } from "./text-to-text.ts";

/** Which lengths, how many examples of each. */
export interface LengthAccuracyConfig {
  readonly seed: number;
  /** Characters of the answer. */
  readonly lengths: readonly number[];
  readonly examples: number;
}

/** Shares of right characters and of answers without any mistake, by length. */
export interface LengthAccuracy {
  readonly length: number;
  readonly accuracy: number;
  readonly exact: number;
}

/**
 * The network's own task at other lengths, which may lie outside of those that it was trained on. For reversal only:
 * the other tasks have one length.
 */
export function measureByLength(
  { model, params, task, result }: TrainedTranslator,
  { seed, lengths, examples }: LengthAccuracyConfig,
): LengthAccuracy[] {
  const { task: trained } = result.config;
  if (trained.kind !== "reversal") {
    throw new RangeError(`measureByLength: expected a network trained on reversal, got ${trained.kind}.`);
  }
  return lengths.map((length) => {
    const sized: TextTaskConfig = { ...trained, minLength: length, maxLength: length };
    const { make } = textTask(sized);
    const random = createRandom(seed, length);
    const pairs: Pair[] = Array.from({ length: examples }, () => make(random));
    const { freeAccuracy, exact } = measureTexts(model, params, pairBatch(pairs, task.vocabularies));
    return { length, accuracy: freeAccuracy, exact };
  });
}
