/**
 * Spike timing: two spikes, one of two distances apart. Which?
 *
 * Everything but the two spikes is 0, so the answer is in the count of silent time steps alone. The first
 * spike comes at a uniformly drawn time step.
 *
 * Gers, Schraudolph & Schmidhuber 2002, "Learning precise timing with LSTM recurrent networks", the task that
 * motivates peepholes (measuring spike delays).
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** `delays`: the two distances in time steps, [10, 11] unless given. */
export interface SpikeTimingSize {
  readonly steps: number;
  readonly delays?: readonly [number, number];
}

/** inputs[t]: [batch, 1], 1 at a spike. labels: [batch], 0 or 1: which of the two delays. */
export interface SpikeTimingBatch {
  readonly inputs: Matrix[];
  readonly labels: Int32Array;
}

/** `batch` rows of `steps` time steps with two spikes each. Throws if `steps` has no room for the longer delay. */
export function makeSpikeTiming(
  config: SpikeTimingSize & { readonly batch: number },
  random: Random,
): SpikeTimingBatch {
  const { steps, batch, delays = [10, 11] } = config;
  const starts = countStarts("makeSpikeTiming", config);
  expectSize("makeSpikeTiming", "batch", batch, 1);
  const inputs = Array.from({ length: steps }, () => new Matrix(batch, 1));
  const labels = Int32Array.from({ length: batch }, () => drawInteger(0, 1, random));
  labels.forEach((label, r) => {
    const first = drawInteger(0, starts - 1, random);
    inputs[first].data[r] = 1;
    inputs[first + delays[label]].data[r] = 1;
  });
  return { inputs, labels };
}

/**
 * Accuracy without measuring the distance. `guess` is a fair coin.
 *
 * `lastSpike` knows only when the second spike came. It is uniform over R consecutive time steps for either
 * delay (R: the possible times of the first spike), the two ranges shifted by s = |delay₁ − delay₀|. They
 * share R − s of R time steps, where the answer is a coin; outside it is certain:
 *
 *   lastSpike = ½ + min(s, R) / (2R)
 */
export function spikeTimingBaseline(size: SpikeTimingSize): { guess: number; lastSpike: number } {
  const starts = countStarts("spikeTimingBaseline", size);
  const [first, second] = size.delays ?? [10, 11];
  return { guess: 1 / 2, lastSpike: 1 / 2 + Math.min(Math.abs(second - first), starts) / (2 * starts) };
}

/** R: how many time steps the first spike can have such that the second still fits. */
function countStarts(where: string, { steps, delays = [10, 11] }: SpikeTimingSize): number {
  for (const delay of delays) expectSize(where, "a delay", delay, 1);
  expectSize(where, "steps", steps, Math.max(...delays) + 1);
  return steps - Math.max(...delays);
}
