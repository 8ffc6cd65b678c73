/**
 * Exercise X14.4: one time step of scheduled sampling.
 *
 * The next input of the decoder is, for each row of the batch,
 *
 *   the true token                          with the probability truthShare
 *   a token drawn from softmax(logits)      else
 *
 * const random = createRandom(seed) draws, and random() is uniform in [0, 1). For each row, from the first to the last, draw
 * two numbers: the coin, and the number u for the token. The truth wins if coin < truthShare. The drawn token is the first
 * one at which the sum of the probabilities, from token 0 on, exceeds u. Draw u also where the truth wins: then another
 * truthShare changes no other row. Check: npx unrolled grade 14.4
 */

import { createRandom, type Matrix } from "unrolled/numeric";

/** truths: [batch] token ids; logits: [batch, tokens], what the decoder just said -> the next inputs: [batch]. */
export function scheduledSamplingStep(
  truths: Int32Array,
  logits: Matrix,
  truthShare: number,
  seed: number,
): Int32Array {
  throw new Error("TODO: exercise X14.4");
}
