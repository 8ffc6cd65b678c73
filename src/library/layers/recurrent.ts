/**
 * Runs a cell over a sequence: forward through time, then backward through time.
 *
 * A sequence is a list of time steps, each [batch, features]. The tape is the list of the cell's
 * caches in time order; backward plays it from the end.
 */

import type { Cell } from "../cells/cell.ts";
import { assertFinite } from "../numeric/assert-finite.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { addNamed, type Named, zerosLike } from "../numeric/named.ts";

/**
 * xs[t]: [batch, input] and the state before time step 0 -> the state after each time step, and the tape.
 * Throws if the sequence is empty, or an input or the initial state is NaN or infinite.
 */
export function unroll<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  xs: readonly Matrix[],
  initial: Named<S>,
): { states: Named<S>[]; tape: Cache[] } {
  if (xs.length === 0) throw new RangeError("unroll: the sequence is empty; give at least one time step.");
  const states: Named<S>[] = [];
  const tape: Cache[] = [];
  assertFiniteState(initial);
  let prev = initial;
  xs.forEach((x, t) => {
    assertFinite(`unroll: input ${t}`, x);
    const { state, cache } = cell.forward(params, x, prev);
    states.push(state);
    tape.push(cache);
    prev = state;
  });
  return { states, tape };
}

/** Throws a RangeError that names the part of an initial state that is NaN or infinite. */
export function assertFiniteState(initial: Named): void {
  for (const [name, part] of Object.entries(initial)) assertFinite(`unroll: the initial ${name}`, part);
}

/**
 * Backpropagation through time. dStates[t] is the loss gradient that reaches time step t directly
 * (from an output there); the gradient through t + 1 is added here. Adds to `grads`.
 */
export function backpropagate<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  tape: readonly Cache[],
  dStates: readonly Named<S>[],
  grads: Named<P>,
): { dxs: Matrix[]; dInitial: Named<S> } {
  const { dxs, dInitial } = walkBack(cell, params, tape, dStates, () => grads);
  return { dxs, dInitial };
}

/**
 * Backpropagation through time with the sum taken apart: addends[t] is what time step t adds to the
 * gradients of the parameters, and dTotals[t] the whole gradient that reaches the state after t,
 * directly and through all later time steps. The sum of the addends is what `backpropagate` adds to `grads`.
 */
export function backpropagateByStep<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  tape: readonly Cache[],
  dStates: readonly Named<S>[],
): { addends: Named<P>[]; dTotals: Named<S>[]; dxs: Matrix[]; dInitial: Named<S> } {
  const addends = tape.map(() => zerosLike(params));
  return { addends, ...walkBack(cell, params, tape, dStates, (t) => addends[t]) };
}

/**
 * Fills up a list of gradients that name only some states at some time steps, e.g. `[{}, {}, { h: dh }]`
 * for a loss at the last of three; what is missing is zero.
 */
export function completeGradients<S extends string>(
  states: readonly Named<S>[],
  given: readonly Partial<Named<S>>[],
): Named<S>[] {
  if (given.length !== states.length) {
    throw new RangeError(
      `completeGradients: ${states.length} time steps need as many gradients (or {}), got ${given.length}.`,
    );
  }
  return states.map((state, t) => ({ ...zerosLike(state), ...given[t] }));
}

function walkBack<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  tape: readonly Cache[],
  dStates: readonly Named<S>[],
  gradsOf: (t: number) => Named<P>,
): { dTotals: Named<S>[]; dxs: Matrix[]; dInitial: Named<S> } {
  if (tape.length === 0) {
    throw new RangeError("backpropagate: the tape is empty; unroll at least one time step first.");
  }
  if (dStates.length !== tape.length) {
    throw new RangeError(
      `backpropagate: the tape has ${tape.length} time steps, dStates has ${dStates.length}; give one per step.`,
    );
  }
  const dxs: Matrix[] = new Array(tape.length);
  const dTotals: Named<S>[] = new Array(tape.length);
  let carried: Named<S> | undefined;
  for (let t = tape.length - 1; t >= 0; t--) {
    dTotals[t] = carried ? addNamed(dStates[t], carried) : dStates[t];
    const { dx, dPrev } = cell.backward(params, tape[t], dTotals[t], gradsOf(t));
    dxs[t] = dx;
    carried = dPrev;
  }
  return { dTotals, dxs, dInitial: carried as Named<S> };
}
