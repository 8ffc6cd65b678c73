/**
 * Jacobians of a late state by the earlier ones, for any cell: ∂s_T/∂s_k for every k.
 *
 * s is the whole state as one row, for an LSTM h and c side by side. Row j of a Jacobian is the gradient of
 * element j of s_T, so backpropagating the rows of the identity matrix gives all rows: the one example is repeated
 * once per element, and row j of that batch carries the unit vector e_j.
 *
 *   ∂s_T/∂s_k = ∂s_T/∂s_{T−1} · … · ∂s_{k+1}/∂s_k
 */

import type { Cell } from "../cells/cell.ts";
import { backpropagateByStep, completeGradients, unroll } from "../layers/recurrent.ts";
import { identity } from "../numeric/initialisation.ts";
import { joinColumns, joinRows } from "../numeric/join.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { mapNamed, type Named } from "../numeric/named.ts";

/** ∂s_T/∂s_k and ∂s_T/∂x_t of one example, and where the parts of the state stand in s. */
export interface TemporalJacobians<S extends string> {
  /** jacobians[k] = ∂s_T/∂s_k, [state, state]; k = 0 is the initial state, k = T gives the identity. */
  readonly jacobians: Matrix[];
  /** ∂s_T/∂x_t for every time step: [state, input]. */
  readonly inputJacobians: Matrix[];
  /** Columns of each part of the state: [from, to). */
  readonly columns: Record<S, readonly [number, number]>;
}

/** xs[t]: [1, input], one example. */
export function temporalJacobians<P extends string, S extends string, C>(
  cell: Cell<P, S, C>,
  params: Named<P>,
  xs: readonly Matrix[],
  initial: Named<S>,
): TemporalJacobians<S> {
  const names = Object.keys(initial) as S[];
  const wide = names.find((name) => initial[name].rows !== 1);
  if (wide !== undefined) {
    throw new RangeError(
      `temporalJacobians: expected one example, ${wide} [1, …], got ${initial[wide].shape}.`,
    );
  }
  const columns = {} as Record<S, readonly [number, number]>;
  let width = 0;
  for (const name of names) {
    columns[name] = [width, width + initial[name].cols];
    width += initial[name].cols;
  }
  const repeat = (row: Matrix): Matrix => joinRows(new Array<Matrix>(width).fill(row));
  const start = mapNamed(initial, repeat);
  const { states, tape } = unroll(cell, params, xs.map(repeat), start);

  const unit = identity(width);
  const dLast = mapNamed(initial, (_, name) => unit.columns(columns[name][0], columns[name][1]));
  const given = states.map((_, t) => (t === states.length - 1 ? dLast : {}));
  const { dTotals, dInitial, dxs } = backpropagateByStep(
    cell,
    params,
    tape,
    completeGradients(states, given),
  );
  const joined = (d: Named<S>): Matrix => joinColumns(names.map((name) => d[name]));
  return { jacobians: [dInitial, ...dTotals].map(joined), inputJacobians: dxs, columns };
}

/** The block of a Jacobian that belongs to two parts of the state, e.g. ∂h_T/∂c_k: `jacobianBlock(J, columns, "h", "c")`. */
export function jacobianBlock<S extends string>(
  jacobian: Matrix,
  columns: Record<S, readonly [number, number]>,
  of: S,
  by: S,
): Matrix {
  const [from, to] = columns[of];
  return jacobian.columns(columns[by][0], columns[by][1]).transpose().columns(from, to).transpose();
}
