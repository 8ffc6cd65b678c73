/**
 * How long is a gradient after it went `lag` time steps back through a cell, whatever the cell?
 *
 *   norm(lag) = ‖∂L/∂s_{T−lag}‖        s: the whole state, for an LSTM h and c side by side
 *
 * with the loss at the last state only, so that nothing is added on the way.
 */

import type { Cell } from "../cells/cell.ts";
import { backpropagateByStep, completeGradients, unroll } from "../layers/recurrent.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** Lengths of the gradient by how many time steps it went back. */
export interface GradientNorms<S extends string> {
  /** norms[lag], lag 0 … T; the last is that of the initial state. Euclidean, over batch and all parts of the state. */
  readonly norms: number[];
  /** The same for each part alone, e.g. h and c. */
  readonly parts: Record<S, number[]>;
}

/**
 * xs[t]: [batch, input]; dLast: gradient of the loss by the last state, parts left out are zero. Norms scale with
 * dLast: give it the norm 1 to read them as ratios.
 */
export function gradientNormByLag<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  params: Named<P>,
  { xs, initial, dLast }: { xs: readonly Matrix[]; initial: Named<S>; dLast: Partial<Named<S>> },
): GradientNorms<S> {
  const { states, tape } = unroll(cell, params, xs, initial);
  const given = states.map((_, t) => (t === states.length - 1 ? dLast : {}));
  const dStates = completeGradients(states, given);
  const { dTotals, dInitial } = backpropagateByStep(cell, params, tape, dStates);
  const byLag = [...dTotals.toReversed(), dInitial];
  const names = Object.keys(initial) as S[];
  const parts = {} as Record<S, number[]>;
  for (const name of names) parts[name] = byLag.map((d) => d[name].norm());
  return { norms: byLag.map((_, lag) => Math.hypot(...names.map((name) => parts[name][lag]))), parts };
}

/** Mean slope of ln norm per time step, from lag 0 to the last: above 0 gradients grow, below 0 they shrink. */
export function growthRate(norms: readonly number[]): number {
  if (norms.length < 2) throw new RangeError(`growthRate: expected at least two norms, got ${norms.length}.`);
  return (Math.log(norms[norms.length - 1]) - Math.log(norms[0])) / (norms.length - 1);
}
