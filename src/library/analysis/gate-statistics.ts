/**
 * How open are the gates? Collects the gates of a tape over batch and time.
 *
 * A gate counts as shut below 0.1 and as open above 0.9 (left- and right-saturated in Karpathy, Johnson & Fei-Fei
 * 2015, "Visualizing and understanding recurrent networks", §4.2).
 */

import type { Matrix } from "../numeric/matrix.ts";

/** A gate below this counts as shut (left-saturated). */
export const SHUT = 0.1;
/** A gate above this counts as open (right-saturated). */
export const OPEN = 0.9;

/** Of one gate over all rows, units and time steps; shares are 0 … 1. */
export interface GateStatistics {
  readonly mean: number;
  readonly deviation: number;
  /** Share of all values below SHUT and above OPEN. */
  readonly shut: number;
  readonly open: number;
  /** The same shares for each unit: one point per unit in the plot of the source. */
  readonly unitShut: number[];
  readonly unitOpen: number[];
  /** Share of the values in bins of equal width between 0 and 1. */
  readonly histogram: number[];
}

/** gates: the value of one gate at each time step, [batch, hidden], e.g. `tape.map(({ f }) => f)`. */
export function gateStatistics(
  gates: readonly Matrix[],
  { bins = 20 }: { bins?: number } = {},
): GateStatistics {
  if (gates.length === 0) throw new RangeError("gateStatistics: there is no time step; unroll at least one.");
  const hidden = gates[0].cols;
  const count = gates.reduce((sum, gate) => sum + gate.data.length, 0);
  const [unitShut, unitOpen] = [new Array<number>(hidden).fill(0), new Array<number>(hidden).fill(0)];
  const histogram = new Array<number>(bins).fill(0);
  let [sum, squares] = [0, 0];
  for (const gate of gates) {
    gate.data.forEach((value, k) => {
      if (!(value >= 0 && value <= 1)) {
        throw new RangeError(`gateStatistics: a gate lies in 0 … 1, got ${value}; choose i, f, o, r or z.`);
      }
      sum += value;
      squares += value * value;
      if (value < SHUT) unitShut[k % hidden] += hidden / count;
      if (value > OPEN) unitOpen[k % hidden] += hidden / count;
      histogram[Math.min(bins - 1, Math.floor(value * bins))] += 1 / count;
    });
  }
  const mean = sum / count;
  const overUnits = (shares: readonly number[]): number => shares.reduce((a, b) => a + b, 0) / hidden;
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    shut: overUnits(unitShut),
    open: overUnits(unitOpen),
    unitShut,
    unitOpen,
    histogram,
  };
}
