/**
 * A series that is a sum of sines plus noise: smooth, periodic, and as hard as its noise.
 *
 *   v_t = Σ_k a_k sin(2π t / p_k + φ_k) + noise · n_t        n_t normal
 */

import { type Random, randomNormal } from "../numeric/random.ts";
import { expectSize } from "./size-check.ts";

/** Period in time steps, amplitude, and phase in radians (drawn unless given). */
export interface Wave {
  readonly period: number;
  readonly amplitude: number;
  readonly phase?: number;
}

/** `length` values, t = 0, 1, …; `noise` is a standard deviation, 0 unless given. */
export function makeSineMix(
  { length, waves, noise = 0 }: { length: number; waves: readonly Wave[]; noise?: number },
  random: Random,
): number[] {
  expectSize("makeSineMix", "length", length, 1);
  const bad = waves.find(({ period }) => !(period > 0));
  if (bad) throw new RangeError(`makeSineMix: a period must be above 0 time steps, got ${bad.period}.`);
  const phases = waves.map(({ phase }) => phase ?? 2 * Math.PI * random());
  return Array.from({ length }, (_, t) => {
    const sum = waves.reduce(
      (total, { period, amplitude }, k) =>
        total + amplitude * Math.sin((2 * Math.PI * t) / period + phases[k]),
      0,
    );
    return noise === 0 ? sum : sum + noise * randomNormal(random);
  });
}

/**
 * Mean squared errors over whole periods: of the best constant, 0, the variance Σ a²/2 + noise²; of a forecaster that
 * knows the waves, noise².
 */
export function sineMixBaseline({ waves, noise = 0 }: { waves: readonly Wave[]; noise?: number }): {
  constant: number;
  floor: number;
} {
  const variance = waves.reduce((sum, { amplitude }) => sum + amplitude ** 2 / 2, 0);
  return { constant: variance + noise ** 2, floor: noise ** 2 };
}
