/**
 * Gated recurrent unit, with the reset gate before the recurrent product (Cho et al. 2014, final version).
 *
 *   r = σ(x Wxr + h₋ Whr + br)               reset gate
 *   z = σ(x Wxz + h₋ Whz + bz)               update gate
 *   s = r ⊙ h₋                               what the reset gate leaves of the past
 *   n = tanh(x Wxn + s Whn + bn)             candidate
 *   h = (1 − z) ⊙ n + z ⊙ h₋                 update "cho"
 *   h = (1 − z) ⊙ h₋ + z ⊙ n                 update "chung"
 *
 * Not the same function as gru.ts: there each unit resets what it receives, here what it sends.
 */

import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import { sigmoidSlope, tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import type { GruOptions, GruState } from "./gru.ts";
import { initialWeights } from "./initial-weights.ts";
import { oneMinus } from "./one-minus.ts";

/** Wx: [input, 3·hidden], Wh: [hidden, 3·hidden], b: [1, 3·hidden], in the order r z n. */
export type GruResetBeforeParam = "Wx" | "Wh" | "b";

/** What one time step saves. x: [batch, input]; the others: [batch, hidden]; keep is the share of h₋ in h. */
export type GruResetBeforeCache = Named<"x" | "hPrev" | "r" | "keep" | "s" | "n">;

/** A GRU whose reset gate acts before the recurrent product; update "cho" and update bias 0 unless told. */
export function createGruResetBefore({
  update = "cho",
  updateBias = 0,
}: GruOptions = {}): Cell<GruResetBeforeParam, GruState, GruResetBeforeCache> {
  return {
    name: "gru, reset before",

    initParams(size, random) {
      const weights = initialWeights(size, 3, random);
      weights.b.data.fill(updateBias, size.hidden, 2 * size.hidden);
      return weights;
    },

    initState: (batch, { hidden, dtype }) => ({ h: Matrix.zeros(batch, hidden, dtype) }),

    forward({ Wx, Wh, b }, x, { h: hPrev }) {
      const [Whr, Whz, Whn] = Wh.splitColumns(3);
      const [xr, xz, xn] = x.dot(Wx).plusRow(b).splitColumns(3);
      const r = xr.plus(hPrev.dot(Whr)).sigmoid();
      const z = xz.plus(hPrev.dot(Whz)).sigmoid();
      const s = r.times(hPrev);
      const n = xn.plus(s.dot(Whn)).tanh();
      const keep = update === "cho" ? z : oneMinus(z);
      const h = keep.times(hPrev).plus(oneMinus(keep).times(n));
      return { state: { h }, cache: { x, hPrev, r, keep, s, n } };
    },

    // The forward pass, last line first.
    backward({ Wx, Wh }, { x, hPrev, r, keep, s, n }, { h: dh }, grads) {
      const [Whr, Whz, Whn] = Wh.splitColumns(3);
      // h = keep ⊙ h₋ + (1 − keep) ⊙ n
      const dKeep = dh.times(hPrev.minus(n));
      const dn = dh.times(oneMinus(keep));
      // keep = z or 1 − z; σ' is the same for both
      const dz = update === "cho" ? dKeep : dKeep.scale(-1);
      const daz = dz.times(sigmoidSlope(keep));
      // n = tanh(x Wxn + s Whn + bn)
      const dan = dn.times(tanhSlope(n));
      const ds = dan.dot(Whn.transpose());
      // s = r ⊙ h₋
      const dar = ds.times(hPrev).times(sigmoidSlope(r));
      // the three products
      const past = hPrev.transpose();
      grads.Wh.accumulate(joinColumns([past.dot(dar), past.dot(daz), s.transpose().dot(dan)]));
      const dGates = joinColumns([dar, daz, dan]); // [batch, 3·hidden]
      grads.Wx.accumulate(x.transpose().dot(dGates));
      grads.b.accumulate(dGates.sumRows());
      const dx = dGates.dot(Wx.transpose());
      // h₋ feeds h, s and the gates r and z
      const throughGates = dar.dot(Whr.transpose()).plus(daz.dot(Whz.transpose()));
      const dhPrev = dh.times(keep).plus(ds.times(r)).plus(throughGates);
      return { dx, dPrev: { h: dhPrev } };
    },
  };
}
