/**
 * Which came first, X or Y? The smallest task in which a bag of symbols knows nothing.
 *
 * Every sequence holds one X and one Y at two different time steps, each pair of places equally likely, among
 * distractors a, b, c, d.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** The symbols; a token is a place in this list. */
export const whichFirstSymbols: readonly string[] = ["a", "b", "c", "d", "X", "Y"];

/** inputs[t]: [batch]. labels: [batch], 0 if X came first, 1 if Y did. */
export interface WhichFirstBatch {
  readonly inputs: Int32Array[];
  readonly labels: Int32Array;
}

/** `batch` sequences of `steps` symbols. Throws on fewer than 2 time steps. */
export function makeWhichFirst(
  { steps, batch }: { steps: number; batch: number },
  random: Random,
): WhichFirstBatch {
  expectSize("makeWhichFirst", "steps", steps, 2);
  expectSize("makeWhichFirst", "batch", batch, 1);
  const inputs = Array.from({ length: steps }, () =>
    Int32Array.from({ length: batch }, () => drawInteger(0, 3, random)),
  );
  const labels = Int32Array.from({ length: batch }, (_, r) => {
    const x = drawInteger(0, steps - 1, random);
    const other = drawInteger(0, steps - 2, random);
    const y = other < x ? other : other + 1;
    inputs[x][r] = 4;
    inputs[y][r] = 5;
    return x < y ? 0 : 1;
  });
  return { inputs, labels };
}

/** A bag knows that there is one X and one Y, which is always so: both orders are equally likely, 1/2. */
export const whichFirstBaseline: { readonly bagOfSymbols: number } = { bagOfSymbols: 1 / 2 };
