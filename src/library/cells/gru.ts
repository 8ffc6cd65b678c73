/**
 * Gated recurrent unit, with the reset gate after the recurrent product (PyTorch, cuDNN, Cho's first version).
 *
 *   r = σ(x Wxr + h₋ Whr + br)               reset gate
 *   z = σ(x Wxz + h₋ Whz + bz)               update gate
 *   q = h₋ Whn + bq                          the past, as the candidate would see it
 *   n = tanh(x Wxn + r ⊙ q + bn)             candidate
 *   h = (1 − z) ⊙ n + z ⊙ h₋                 update "cho": z keeps the past (Cho et al. 2014, PyTorch)
 *   h = (1 − z) ⊙ h₋ + z ⊙ n                 update "chung": z takes the candidate (Chung et al. 2014)
 *
 * Wx, Wh and b hold r, z, n side by side, in this order. The two updates are the same family of functions:
 * negate the weights of z to pass from one to the other (`convertGruUpdate`). The place of the reset gate is
 * a real difference; the other place is in gru-reset-before.ts.
 */

import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import { mapNamed } from "../numeric/named.ts";
import { sigmoidSlope, tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import { initialWeights } from "./initial-weights.ts";
import { oneMinus } from "./one-minus.ts";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], bq: [1, hidden]. */
export type GruParam = "Wx" | "Wh" | "b" | "bq";

/** h: [batch, hidden]. */
export type GruState = "h";

/** What one time step saves. x: [batch, input]; the others: [batch, hidden]; keep is the share of h₋ in h. */
export type GruCache = Named<"x" | "hPrev" | "r" | "keep" | "q" | "n">;

/** Which of the two terms the update gate z multiplies: "cho" the past, "chung" the candidate. */
export type GruUpdate = "cho" | "chung";

/** Which of the two conventions, and how far it remembers at first. */
export interface GruOptions {
  readonly update?: GruUpdate;
  /** Starting bias of the update gate: how far the cell remembers at first ("cho": more, "chung": less). */
  readonly updateBias?: number;
}

/** A GRU whose reset gate acts after the recurrent product; update "cho" and update bias 0 unless told. */
export function createGru({
  update = "cho",
  updateBias = 0,
}: GruOptions = {}): Cell<GruParam, GruState, GruCache> {
  return {
    name: "gru",

    initParams(size, random) {
      const { hidden, dtype } = size;
      const weights = initialWeights(size, 3, random);
      weights.b.data.fill(updateBias, hidden, 2 * hidden);
      return { ...weights, bq: Matrix.zeros(1, hidden, dtype) };
    },

    initState: (batch, { hidden, dtype }) => ({ h: Matrix.zeros(batch, hidden, dtype) }),

    forward({ Wx, Wh, b, bq }, x, { h: hPrev }) {
      const [xr, xz, xn] = x.dot(Wx).plusRow(b).splitColumns(3);
      const [hr, hz, hn] = hPrev.dot(Wh).splitColumns(3);
      const r = xr.plus(hr).sigmoid();
      const z = xz.plus(hz).sigmoid();
      const q = hn.plusRow(bq);
      const n = xn.plus(r.times(q)).tanh();
      const keep = update === "cho" ? z : oneMinus(z);
      const h = keep.times(hPrev).plus(oneMinus(keep).times(n));
      return { state: { h }, cache: { x, hPrev, r, keep, q, n } };
    },

    // The forward pass, last line first.
    backward({ Wx, Wh }, { x, hPrev, r, keep, q, n }, { h: dh }, grads) {
      // h = keep ⊙ h₋ + (1 − keep) ⊙ n
      const dKeep = dh.times(hPrev.minus(n));
      const dn = dh.times(oneMinus(keep));
      // keep = z or 1 − z; σ' is the same for both
      const dz = update === "cho" ? dKeep : dKeep.scale(-1);
      const daz = dz.times(sigmoidSlope(keep));
      // n = tanh(x Wxn + r ⊙ q + bn)
      const dan = dn.times(tanhSlope(n));
      const dq = dan.times(r);
      const dar = dan.times(q).times(sigmoidSlope(r));
      // q = h₋ Whn + bq
      grads.bq.accumulate(dq.sumRows());
      // the products with x and with h₋: they differ in the candidate's part
      const dxGates = joinColumns([dar, daz, dan]); // [batch, 3·hidden]
      const dhGates = joinColumns([dar, daz, dq]);
      grads.Wx.accumulate(x.transpose().dot(dxGates));
      grads.Wh.accumulate(hPrev.transpose().dot(dhGates));
      grads.b.accumulate(dxGates.sumRows());
      const dx = dxGates.dot(Wx.transpose());
      const dhPrev = dhGates.dot(Wh.transpose()).plus(dh.times(keep));
      return { dx, dPrev: { h: dhPrev } };
    },
  };
}

/** Update "cho", reset after the product: PyTorch's nn.GRU. */
export const gru: Cell<GruParam, GruState, GruCache> = createGru();

/**
 * The same function in the other update convention: negates the weights and the bias of z, since
 * σ(−a) = 1 − σ(a). Its own inverse. For both places of the reset gate.
 */
export function convertGruUpdate<P extends "Wx" | "Wh" | "b" | "bq">(params: Named<P>): Named<P> {
  return mapNamed(params, (matrix, name) => {
    if (name === "bq") return matrix.copy();
    const [r, z, n] = matrix.splitColumns(3);
    return joinColumns([r, z.scale(-1), n]);
  });
}
