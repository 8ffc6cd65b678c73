/**
 * How much of its past does a state of fixed size hold? A network with random weights reads noise u_0, u_1, …; nothing
 * is trained but one linear readout per lag, which shall say what was read k time steps ago.
 *
 *   capacity(k) = r²(u_{t−k}, ŷ_t)      the share of the variance that the readout recovers, on steps it never saw
 *   total = Σ_k capacity(k) ≤ H          for independent inputs, whatever the weights
 *
 * The short-term memory capacity and its bound: Jaeger 2001, "Short term memory in echo state networks", section 3.
 */

import { orthogonal } from "../numeric/initialisation.ts";
import { leastSquares } from "../numeric/least-squares.ts";
import { Matrix } from "../numeric/matrix.ts";
import { createRandom, type Random, uniform } from "../numeric/random.ts";
import { correlation } from "../numeric/statistics.ts";

/** Sizes of the states, and how the networks start. */
export interface MemoryCapacityConfig {
  readonly seed: number;
  readonly hidden: readonly number[];
  /** "linear": h = x Wx + h₋ Wh; "tanh": the plain cell, which the noise drives into its curves. */
  readonly activation: "linear" | "tanh";
  /** Wh is a random orthogonal matrix times this. */
  readonly gain: number;
  /** Wx is uniform in ± this. */
  readonly inputScale: number;
  /** Lags 1 … this. */
  readonly lags: number;
  /** Time steps to fit the readouts on, and as many to test them. */
  readonly steps: number;
}

/** One state size. */
export interface MemoryCapacity {
  readonly hidden: number;
  /** capacity[k − 1] for lag k. */
  readonly byLag: readonly number[];
  /** Σ byLag. */
  readonly total: number;
}

/** One entry per state size. */
export interface MemoryCapacityResult {
  readonly config: MemoryCapacityConfig;
  readonly capacities: readonly MemoryCapacity[];
}

/** Runs each network over noise and fits its readouts. */
export function runMemoryCapacity(config: MemoryCapacityConfig): MemoryCapacityResult {
  const capacities = config.hidden.map((hidden) => {
    const random = createRandom(config.seed, hidden);
    const byLag = capacityByLag(config, hidden, random);
    return { hidden, byLag, total: byLag.reduce((sum, share) => sum + share, 0) };
  });
  return { config, capacities };
}

function capacityByLag(
  { activation, gain, inputScale, lags, steps }: MemoryCapacityConfig,
  hidden: number,
  random: Random,
): number[] {
  const Wh = orthogonal(hidden, hidden, random, gain);
  const Wx = uniform(1, hidden, inputScale, random);
  const inputs = uniform(lags + 2 * steps, 1, 1, random);
  const states = new Matrix(2 * steps, hidden);
  const past = new Matrix(2 * steps, lags);
  let h = new Matrix(1, hidden);
  for (let t = 0; t < inputs.rows; t++) {
    const z = inputs.row(t).dot(Wx).plus(h.dot(Wh));
    h = activation === "tanh" ? z.tanh() : z;
    if (t < lags) continue; // the start is forgotten first
    states.data.set(h.data, (t - lags) * hidden);
    for (let k = 1; k <= lags; k++) past.data[(t - lags) * lags + k - 1] = inputs.at(t - k, 0);
  }
  const readout = leastSquares(rowsOf(states, 0, steps), rowsOf(past, 0, steps));
  const answers = rowsOf(states, steps, steps).dot(readout);
  const truth = rowsOf(past, steps, steps);
  return Array.from({ length: lags }, (_, k) => correlation(columnOf(answers, k), columnOf(truth, k)) ** 2);
}

const rowsOf = (m: Matrix, from: number, count: number): Matrix =>
  new Matrix(count, m.cols, m.data.slice(from * m.cols, (from + count) * m.cols));

const columnOf = (m: Matrix, column: number): number[] =>
  Array.from({ length: m.rows }, (_, row) => m.at(row, column));
