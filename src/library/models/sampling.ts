/** Draws tokens: the options of a whole text, and one token from a row of scores. */

import type { TokenIds } from "../layers/embedding.ts";
import { softmax } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { likeliestOfRow } from "./likeliest.ts";

/** Where to begin, when to stop, and how to draw. */
export interface SampleOptions {
  /** The tokens to begin with, at least one. */
  readonly prefix: TokenIds;
  /** Stop when this token is drawn. */
  readonly end?: number;
  /** Tokens to draw at most. */
  readonly maxLength: number;
  /** Below 1 sharpens, above 1 flattens the distribution; 1 unless given, 0 takes the likeliest token. */
  readonly temperature?: number;
  readonly random: Random;
}

/**
 * logits: [1, tokens]. Draws from softmax(logits / temperature): below 1 the likely tokens gain, above 1 the
 * unlikely ones; 0 takes the likeliest.
 */
export function sampleToken(
  logits: Matrix,
  { temperature = 1, random }: { temperature?: number; random: Random },
): number {
  if (!(temperature >= 0))
    throw new RangeError(`sampleToken: the temperature must be 0 or more, got ${temperature}.`);
  if (logits.data.some(Number.isNaN))
    throw new RangeError("sampleToken: a score is NaN; check the parameters.");
  if (temperature === 0) return likeliestOfRow(logits, 0);
  const probs = softmax(logits.scale(1 / temperature)).data;
  let left = random();
  for (let id = 0; id < probs.length; id++) {
    left -= probs[id];
    if (left < 0) return id;
  }
  return likeliestOfRow(logits, 0); // rounding left a sliver above the sum of all probabilities
}
