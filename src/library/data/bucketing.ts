/** Batches of sequences of similar length, so that little of a batch is padding. */

import { type Random, shuffled } from "../numeric/random.ts";
import { expectSize } from "./size-check.ts";

/**
 * Sorts by length, cuts into batches of `batch` (the last may be smaller) and shuffles the batches. Equal lengths
 * are mixed before the sort, so batches differ from epoch to epoch. Returns places in the list given.
 */
export function bucketByLength(lengths: ArrayLike<number>, batch: number, random: Random): number[][] {
  expectSize("bucketByLength", "batch", batch, 1);
  const places = shuffled(
    Array.from(lengths, (_, place) => place),
    random,
  );
  places.sort((a, b) => lengths[a] - lengths[b]); // stable, so equal lengths stay mixed
  const buckets: number[][] = [];
  for (let from = 0; from < places.length; from += batch) buckets.push(places.slice(from, from + batch));
  return shuffled(buckets, random);
}

/** Share of padding, 0 … 1, when the sequences of each bucket are padded to its longest. */
export function paddingShare(lengths: ArrayLike<number>, buckets: readonly (readonly number[])[]): number {
  let [filled, all] = [0, 0];
  for (const bucket of buckets) {
    const bucketLengths = bucket.map((place) => lengths[place]);
    filled += bucketLengths.reduce((sum, length) => sum + length, 0);
    all += bucket.length * Math.max(...bucketLengths);
  }
  return all === 0 ? 0 : 1 - filled / all;
}
