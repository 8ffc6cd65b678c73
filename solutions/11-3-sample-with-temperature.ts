/**
 * Exercise X11.3: drawing a token, with a temperature.
 *
 *   p[k] = exp(z[k] / T) / Σ_j exp(z[j] / T)          z: the logits, T: the temperature
 *
 * The largest logit is subtracted before the exponential, which changes no quotient and keeps it from overflowing.
 */

import type { Matrix } from "unrolled/numeric";

/** logits: [1, tokens], temperature: 0 or more -> probabilities: [1, tokens]. */
export function temperatureProbs(logits: Matrix, temperature: number): Matrix {
  const largest = Math.max(...logits.data);
  if (temperature === 0) {
    const likeliest = logits.data.indexOf(largest);
    return logits.map((_, k) => (k === likeliest ? 1 : 0));
  }
  const weights = logits.map((z) => Math.exp((z - largest) / temperature));
  return weights.scale(1 / weights.sum());
}

/** logits: [1, tokens] -> the id of the drawn token. Calls random() once, or not at all at temperature 0. */
export function sampleWithTemperature(logits: Matrix, temperature: number, random: () => number): number {
  const probs = temperatureProbs(logits, temperature).data;
  if (temperature === 0) return probs.indexOf(1);
  const u = random();
  let sum = 0;
  for (let token = 0; token < probs.length; token++) {
    sum += probs[token];
    if (sum > u) return token;
  }
  return probs.length - 1; // rounding left the sum a sliver below 1
}
