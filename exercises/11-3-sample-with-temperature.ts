/**
 * Exercise X11.3: drawing a token, with a temperature.
 *
 *   p[k] = exp(z[k] / T) / Σ_j exp(z[j] / T)          z: the logits, T: the temperature
 *
 * Below 1 the likely tokens gain, above 1 the unlikely ones. At T = 0 all probability goes to the largest logit (to the
 * first of them, if there are several). Scores of a thousand must not overflow.
 *
 * To draw, take one number u from random(), uniform in [0, 1), and walk along the probabilities: the token is the first
 * one at which their running sum exceeds u. At T = 0 nothing needs to be drawn. Check: npx unrolled grade 11.3
 */

import type { Matrix } from "unrolled/numeric";

/** logits: [1, tokens], temperature: 0 or more -> probabilities: [1, tokens]. */
export function temperatureProbs(logits: Matrix, temperature: number): Matrix {
  throw new Error("TODO: exercise X11.3 (temperatureProbs)");
}

/** logits: [1, tokens] -> the id of the drawn token. Calls random() once, or not at all at temperature 0. */
export function sampleWithTemperature(logits: Matrix, temperature: number, random: () => number): number {
  throw new Error("TODO: exercise X11.3 (sampleWithTemperature)");
}
