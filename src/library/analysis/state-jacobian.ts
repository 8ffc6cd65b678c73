/**
 * Jacobians of a vanilla recurrent network, in rows: a gradient [1, hidden] times a Jacobian goes one step back.
 *
 *   h = tanh(x Wx + h₋ Wh + b)
 *   ∂h/∂h₋ = diag(1 − h²) Whᵀ        [hidden, hidden]; row j holds the derivatives of unit j
 *   ∂h_T/∂h_k = ∂h_T/∂h_{T−1} · … · ∂h_{k+1}/∂h_k
 *
 * These are the closed forms, to be read next to the derivation (Pascanu, Mikolov & Bengio 2013, eq. 5);
 * temporal-jacobians.ts gives the same numbers for any cell.
 */

import { tanhSlope } from "../cells/activation-slopes.ts";
import type { RnnCache, RnnParam } from "../cells/rnn.ts";
import { identity } from "../numeric/initialisation.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";

/** One time step: ∂h/∂h₋ for the state h: [1, hidden] that the step gave. */
export function stateJacobian(Wh: Matrix, h: Matrix): Matrix {
  if (h.rows !== 1)
    throw new RangeError(`stateJacobian: expected one example, h [1, hidden], got ${h.shape}.`);
  return Wh.transpose().timesColumn(tanhSlope(h).transpose());
}

/** ∂h_T/∂h_k for every k, 0 … T; element 0 belongs to the initial state, element T is the identity. */
export function jacobiansToLast(params: Named<RnnParam>, tape: readonly RnnCache[]): Matrix[] {
  if (tape.length === 0)
    throw new RangeError("jacobiansToLast: the tape is empty; unroll at least one time step.");
  const products: Matrix[] = [identity(params.Wh.rows)];
  for (let t = tape.length - 1; t >= 0; t--)
    products.unshift(products[0].dot(stateJacobian(params.Wh, tape[t].h)));
  return products;
}

/** ∂h_T/∂x_t for every time step: [hidden, input] each. */
export function inputJacobians(params: Named<RnnParam>, tape: readonly RnnCache[]): Matrix[] {
  const products = jacobiansToLast(params, tape);
  return tape.map(({ h }, t) =>
    products[t + 1].dot(params.Wx.transpose().timesColumn(tanhSlope(h).transpose())),
  );
}
