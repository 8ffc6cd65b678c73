/**
 * Truncated backpropagation through time: every k1 time steps, go back k2 time steps and no further.
 *
 * Cheaper in memory, and wrong in a known way: what a loss owes to time steps more than k2 back is left out.
 * The forward pass is not cut; the state runs through. With k1 = 1 it is BPTT(k2) of Williams & Peng 1990;
 * with k1 = k2 it is the usual way to train on windows of a long text.
 */

import type { Cell } from "../cells/cell.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, zerosLike } from "../numeric/named.ts";
import { backpropagate } from "./recurrent.ts";

/** How often to go back, and how far; both in time steps. */
export interface Truncation {
  /** Time steps from one backward pass to the next. */
  readonly k1: number;
  /** Time steps that each backward pass goes back; at least k1, so that every loss is counted. */
  readonly k2: number;
}

/**
 * Like `backpropagate`, cut: the losses of steps t − k1 … t − 1 reach back to step t − k2, for t = k1, 2·k1, …
 * and the end of the tape. Adds to `grads`. With k2 ≥ the number of time steps it is `backpropagate`.
 */
export function truncatedBackpropagate<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  tape: readonly Cache[],
  dStates: readonly Named<S>[],
  grads: Named<P>,
  { k1, k2 }: Truncation,
): { dxs: Matrix[] } {
  if (!(Number.isInteger(k1) && Number.isInteger(k2) && k1 >= 1 && k2 >= k1)) {
    throw new RangeError(`truncatedBackpropagate: expected whole 1 ≤ k1 ≤ k2, got k1 = ${k1}, k2 = ${k2}.`);
  }
  if (tape.length === 0 || dStates.length !== tape.length) {
    throw new RangeError(
      `truncatedBackpropagate: expected a tape and one dStates per time step, got ${tape.length} and ${dStates.length}.`,
    );
  }
  const dxs: (Matrix | undefined)[] = new Array(tape.length).fill(undefined);
  for (let from = 0; from < tape.length; from += k1) {
    const end = Math.min(from + k1, tape.length);
    const start = Math.max(0, end - k2);
    const counted = dStates.slice(start, end).map((d, k) => (start + k < from ? zerosLike(d) : d));
    const back = backpropagate(cell, params, tape.slice(start, end), counted, grads);
    back.dxs.forEach((dx, k) => {
      dxs[start + k] = dxs[start + k]?.plus(dx) ?? dx;
    });
  }
  return { dxs: dxs as Matrix[] };
}
