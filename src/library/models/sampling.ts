/** Draws a token from a row of scores. */

import { softmax } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";

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
  if (temperature === 0) return likeliest(logits);
  const probs = softmax(logits.scale(1 / temperature)).data;
  let left = random();
  for (let id = 0; id < probs.length; id++) {
    left -= probs[id];
    if (left < 0) return id;
  }
  return likeliest(logits); // rounding left a sliver above the sum of all probabilities
}

/** The column of the largest score in row 0; the first of equals. */
function likeliest(logits: Matrix): number {
  let best = 0;
  for (let id = 1; id < logits.cols; id++) if (logits.data[id] > logits.data[best]) best = id;
  return best;
}
