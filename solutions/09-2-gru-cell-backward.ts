/**
 * Exercise X9.2: backward through one time step of the GRU.
 *
 *   r = σ(x Wxr + h₋ Whr + br)         reset gate
 *   z = σ(x Wxz + h₋ Whz + bz)         update gate
 *   q = h₋ Whn + bq                    the past, as the candidate would see it
 *   n = tanh(x Wxn + r ⊙ q + bn)       candidate
 *   h = (1 − z) ⊙ n + z ⊙ h₋           hidden state
 *
 */

import { joinColumns, type Matrix } from "unrolled/numeric";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], each r z n side by side; bq: [1, hidden]. */
export interface GruParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
  bq: Matrix;
}

/** What the forward pass saved. x: [batch, input]; the others: [batch, hidden]. */
export interface GruCache {
  x: Matrix;
  hPrev: Matrix;
  r: Matrix;
  z: Matrix;
  q: Matrix;
  n: Matrix;
}

/** dh: [batch, hidden]. Each gradient has the shape of what it belongs to; those of params are summed over the batch. */
export function gruCellBackward(
  { Wx, Wh }: GruParams,
  { x, hPrev, r, z, q, n }: GruCache,
  dh: Matrix,
): { dx: Matrix; dhPrev: Matrix; grads: GruParams } {
  // h = (1 − z) ⊙ n + z ⊙ h₋
  const dz = dh.times(hPrev.minus(n));
  const dn = dh.times(z.map((v) => 1 - v));
  // n = tanh(an), an = x Wxn + r ⊙ q + bn
  const dan = dn.times(n.map((v) => 1 - v * v));
  const dq = dan.times(r);
  const dr = dan.times(q);
  // r = σ(ar), z = σ(az)
  const dar = dr.times(sigmoidSlope(r));
  const daz = dz.times(sigmoidSlope(z));
  // the products with x and with h₋ differ in the candidate's part: h₋ meets Whn inside q
  const dxGates = joinColumns([dar, daz, dan]); // [batch, 3·hidden]
  const dhGates = joinColumns([dar, daz, dq]);
  return {
    dx: dxGates.dot(Wx.transpose()),
    dhPrev: dhGates.dot(Wh.transpose()).plus(dh.times(z)),
    grads: {
      Wx: x.transpose().dot(dxGates),
      Wh: hPrev.transpose().dot(dhGates),
      b: dxGates.sumRows(),
      bq: dq.sumRows(),
    },
  };
}

/** σ'(a), written in its output y. */
const sigmoidSlope = (y: Matrix): Matrix => y.map((v) => v * (1 - v));
