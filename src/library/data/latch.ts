/**
 * The two-sequence latch: the first few numbers tell the class, then there is only noise.
 *
 * Class 1 starts with +1, class 0 with −1, for `informative` time steps; normal noise of the given standard
 * deviation is added everywhere. The class is asked for after the last time step.
 *
 * Bengio, Simard & Frasconi 1994; Hochreiter & Schmidhuber 1997, experiment 3.
 */

import { Matrix } from "../numeric/matrix.ts";
import { type Random, randomNormal } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** inputs[t]: [batch, 1]. labels: [batch], 0 or 1. */
export interface LatchBatch {
  readonly inputs: Matrix[];
  readonly labels: Int32Array;
}

/** `informative` time steps carry the class (1 unless given); `noise` is a standard deviation (√0.2 unless given). */
export interface LatchConfig {
  readonly steps: number;
  readonly batch: number;
  readonly informative?: number;
  readonly noise?: number;
}

/** `batch` sequences with their classes; see the top of this file. Throws on sizes that are too small. */
export function makeLatch(config: LatchConfig, random: Random): LatchBatch {
  const { steps, batch, informative = 1, noise = Math.sqrt(0.2) } = config;
  expectSize("makeLatch", "informative", informative, 1);
  expectSize("makeLatch", "steps", steps, informative);
  expectSize("makeLatch", "batch", batch, 1);
  if (!(noise >= 0)) throw new RangeError(`makeLatch: noise must be at least 0, got ${noise}.`);
  const labels = Int32Array.from({ length: batch }, () => drawInteger(0, 1, random));
  const inputs = Array.from({ length: steps }, (_, t) =>
    new Matrix(batch, 1).map((_zero, r) => {
      const signal = t < informative ? 2 * labels[r] - 1 : 0;
      return signal + noise * randomNormal(random);
    }),
  );
  return { inputs, labels };
}

/** Without memory: two equally likely classes. */
export const latchBaseline: { readonly accuracy: number; readonly crossEntropy: number } = {
  accuracy: 1 / 2,
  crossEntropy: Math.LN2,
};

/**
 * The best accuracy that any memory can reach. The sum of the N informative numbers is all that tells the
 * class: ±N plus normal noise of variance N·noise². Its sign is wrong with the probability Φ(−N / (√N·noise)), so
 *
 *   accuracy = Φ(√N / noise)        98.7 % for N = 1, noise² = 0.2
 */
export function latchCeiling({ informative = 1, noise = Math.sqrt(0.2) }: Partial<LatchConfig> = {}): number {
  expectSize("latchCeiling", "informative", informative, 1);
  return noise === 0 ? 1 : normalShareBelow(Math.sqrt(informative) / noise);
}

/**
 * Φ(z) for z ≥ 0: the share of a normal distribution below z, by its series
 * Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …), Marsaglia 2004. Beyond 8 it is 1 to the last bit.
 */
function normalShareBelow(z: number): number {
  if (z > 8) return 1;
  let sum = 0;
  for (let term = z, k = 3; sum + term !== sum; k += 2) {
    sum += term;
    term *= (z * z) / k;
  }
  return 0.5 + (sum * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
