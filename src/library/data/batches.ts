/** Puts sequences side by side into batches: padded to one length, with masks for the padding. */

import { createRandom, shuffled } from "../numeric/random.ts";
import { BOUNDARY, type Vocabulary } from "./vocabulary.ts";

/** A batch of token sequences. Time is the list; each entry holds one number per row of the batch. */
export interface TokenBatch {
  /** inputs[t][row]: token id fed at time step t. Padding is token 0. */
  readonly inputs: readonly Int32Array[];
  /** targets[t][row]: token id to be predicted after time step t. Padding is token 0. */
  readonly targets: readonly Int32Array[];
  /** masks[t][row]: 1 where there is a target, 0 in the padding. */
  readonly masks: readonly Uint8Array[];
}

/**
 * For next-token prediction: of each sequence, all tokens but the last are inputs, all but the first are
 * targets. Sequences may differ in length; each needs at least two tokens.
 */
export function nextTokenBatch(sequences: readonly Int32Array[]): TokenBatch {
  if (sequences.length === 0)
    throw new RangeError("nextTokenBatch: expected at least one sequence, got none.");
  const short = sequences.findIndex((sequence) => sequence.length < 2);
  if (short >= 0) {
    throw new RangeError(
      `nextTokenBatch: sequence ${short} has ${sequences[short].length} token(s); it needs two to predict one.`,
    );
  }
  const steps = Math.max(...sequences.map((sequence) => sequence.length)) - 1;
  const range = Array.from({ length: steps }, (_, t) => t);
  return {
    inputs: range.map((t) => Int32Array.from(sequences, (s) => (t < s.length - 1 ? s[t] : 0))),
    targets: range.map((t) => Int32Array.from(sequences, (s) => s[t + 1] ?? 0)),
    masks: range.map((t) => Uint8Array.from(sequences, (s) => (t < s.length - 1 ? 1 : 0))),
  };
}

/** Each word between two boundaries, as token ids: the model learns where words begin and end. */
export function encodeWords(words: readonly string[], vocabulary: Vocabulary): Int32Array[] {
  return words.map((word) => vocabulary.encode(`${BOUNDARY}${word}${BOUNDARY}`));
}

/** Batches by the number of the update, over and over through all items. */
export interface ShuffledBatches<Item> {
  /** Batches in one pass over all items; a last, smaller one is left out of the pass. */
  readonly perEpoch: number;
  /** The items of batch `update`, counted from 0 across epochs. */
  at(update: number): Item[];
}

/** Batches in random order, a new order for each epoch; the same seed and number give the same batch. */
export function shuffledBatches<Item>(
  items: readonly Item[],
  { batchSize, seed }: { batchSize: number; seed: number },
): ShuffledBatches<Item> {
  const perEpoch = Math.floor(items.length / batchSize);
  if (!(batchSize >= 1 && perEpoch >= 1)) {
    throw new RangeError(`shuffledBatches: ${items.length} items do not fill a batch of ${batchSize}.`);
  }
  let epochOfOrder = -1;
  let order: Item[] = [];
  return {
    perEpoch,
    at(update) {
      const epoch = Math.floor(update / perEpoch);
      if (epoch !== epochOfOrder) {
        order = shuffled(items, createRandom(seed, epoch));
        epochOfOrder = epoch;
      }
      const from = (update % perEpoch) * batchSize;
      return order.slice(from, from + batchSize);
    },
  };
}

/** Sets some items aside that training never sees; which ones is decided by the seed. */
export function splitItems<Item>(
  items: readonly Item[],
  { heldOut, seed }: { heldOut: number; seed: number },
): { train: Item[]; heldOut: Item[] } {
  if (!(heldOut >= 0 && heldOut < items.length)) {
    throw new RangeError(`splitItems: cannot hold ${heldOut} of ${items.length} items out.`);
  }
  const order = shuffled(items, createRandom(seed));
  return { train: order.slice(heldOut), heldOut: order.slice(0, heldOut) };
}
