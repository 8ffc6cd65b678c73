/**
 * Recurrence over padded sequences: where a mask is 0, the state is carried over unchanged.
 *
 *   s = m ⊙ cell(x, s₋) + (1 − m) ⊙ s₋      m: one number per row, 0 or 1
 *
 * So the last state of every row is the one after its last true time step, in either direction of time.
 */

import type { Cell } from "../cells/cell.ts";
import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix } from "../numeric/matrix.ts";
import { addNamed, mapNamed, type Named } from "../numeric/named.ts";
import { ShapeError } from "../numeric/shape-error.ts";
import type { Mask } from "./losses.ts";
import { assertFiniteState } from "./recurrent.ts";

/** The cell's cache, and the mask as columns [batch, 1]: m and 1 − m. */
export interface MaskedCache<Cache> {
  readonly inner: Cache;
  readonly m: Matrix;
  readonly rest: Matrix;
}

/** Like `unroll`, with masks[t][row]; throws also where they do not fit the inputs. */
export function unrollMasked<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
  params: Named<P>,
  xs: readonly Matrix[],
  initial: Named<S>,
  masks: readonly Mask[],
): { states: Named<S>[]; tape: MaskedCache<Cache>[] } {
  if (xs.length === 0) throw new RangeError("unroll: the sequence is empty; give at least one time step.");
  if (masks.length !== xs.length) {
    throw new RangeError(`unroll: ${xs.length} time steps need as many masks, got ${masks.length}.`);
  }
  const states: Named<S>[] = [];
  const tape: MaskedCache<Cache>[] = [];
  assertFiniteState(initial);
  let prev = initial;
  xs.forEach((x, t) => {
    assertFinite(`unroll: input ${t}`, x);
    const m = maskColumn(masks[t], x);
    const rest = m.map((v) => 1 - v);
    const { state, cache } = cell.forward(params, x, prev);
    prev = addNamed(keepRows(state, m), keepRows(prev, rest));
    states.push(prev);
    tape.push({ inner: cache, m, rest });
  });
  return { states, tape };
}

/** The cell whose backward step undoes one masked time step; give it to `backpropagate` with a masked tape. */
export function maskedBackward<P extends string, S extends string, Cache>(
  cell: Cell<P, S, Cache>,
): Cell<P, S, MaskedCache<Cache>> {
  return {
    ...cell,
    forward: () => {
      throw new Error("maskedBackward: runs backward only; use unrollMasked to run forward.");
    },
    backward(params, { inner, m, rest }, dState, grads) {
      const { dx, dPrev } = cell.backward(params, inner, keepRows(dState, m), grads);
      return { dx, dPrev: addNamed(dPrev, keepRows(dState, rest)) };
    },
  };
}

const keepRows = <S extends string>(state: Named<S>, column: Matrix): Named<S> =>
  mapNamed(state, (matrix) => matrix.timesColumn(column));

/** The mask as a column [batch, 1] of zeros and ones, in the precision of x. */
function maskColumn(mask: Mask, x: Matrix): Matrix {
  if (mask.length !== x.rows) {
    throw new ShapeError(`unroll: the mask needs one number per row (${x.rows}), got ${mask.length}.`);
  }
  return Matrix.zeros(x.rows, 1, x.dtype).map((_, r) => (mask[r] === 0 ? 0 : 1));
}
