/**
 * The gradient of one recurrent weight as a sum over paths.
 *
 * Wh[i, j] enters the computation at every time step k: there it multiplies unit i of h₋ and feeds
 * unit j. From (k, j) the change travels over units, one per time step, to the last state. Along a path
 * the local derivatives multiply; over all paths the products add:
 *
 *   ∂L/∂Wh[i, j] = Σ_k Σ_paths h_{k−1}[i] · (1 − h_k[j]²) · Π Wh[from, to] · (1 − h[to]²) · ∂L/∂h_T[end]
 *
 * There are hiddenᵀ⁻ᵏ paths for each k: a way to understand the gradient, not to compute it.
 * The sum over paths: Werbos 1990, "Backpropagation through time: what it does and how to do it".
 */

import type { RnnCache, RnnParam } from "../cells/rnn.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** One way from a recurrent weight to the loss. */
export interface GradientPath {
  /** The time step (from 1) at which the weight is used. */
  readonly enters: number;
  /** The unit that the path visits at each time step from `enters` to the last. */
  readonly units: readonly number[];
  /** The local derivatives along the path, in order, ending with ∂L/∂h_T. */
  readonly factors: readonly number[];
  readonly product: number;
}

/** All paths from Wh[row, col] to the loss, for one example. dhLast: [1, hidden]. */
export function gradientPaths(
  { Wh }: Named<RnnParam>,
  tape: readonly RnnCache[],
  dhLast: Matrix,
  { row, col }: { row: number; col: number },
): GradientPath[] {
  if (tape.length === 0) {
    throw new RangeError("gradientPaths: the tape is empty; unroll at least one time step first.");
  }
  if (dhLast.rows !== 1 || dhLast.cols !== Wh.cols || tape[0].h.rows !== 1) {
    throw new ShapeError(`gradientPaths: expected one example, dhLast [1, ${Wh.cols}], got ${dhLast.shape}.`);
  }
  const slope = (t: number, unit: number): number => 1 - tape[t].h.at(0, unit) ** 2;

  const extend = (t: number, units: number[], factors: number[]): GradientPath[] => {
    const from = units[units.length - 1];
    if (t === tape.length - 1) {
      const all = [...factors, dhLast.at(0, from)];
      const enters = tape.length - units.length + 1;
      return [{ enters, units, factors: all, product: all.reduce((a, b) => a * b) }];
    }
    return Array.from({ length: Wh.cols }, (_, to) =>
      extend(t + 1, [...units, to], [...factors, Wh.at(from, to) * slope(t + 1, to)]),
    ).flat();
  };

  return tape.flatMap(({ hPrev }, t) => extend(t, [col], [hPrev.at(0, row), slope(t, col)]));
}

/** How many paths lead from one recurrent weight to the loss of the last time step. */
export function pathCount(hidden: number, steps: number): number {
  let count = 0;
  for (let k = 1; k <= steps; k++) count += hidden ** (steps - k);
  return count;
}
