/**
 * Recurrent cell with rectified linear units; the IRNN when it starts from the identity.
 *
 *   z = x Wx + h₋ Wh + b
 *   h = max(0, z)
 *
 * At the start Wh = I and b = 0, so without input the state stays as it is, and so does its gradient.
 *
 * Le, Jaitly & Hinton 2015, "A simple way to initialize recurrent networks of rectified linear units".
 */

import { identity } from "../numeric/initialisation.ts";
import { Matrix } from "../numeric/matrix.ts";
import { normal } from "../numeric/random.ts";
import { reluSlope } from "./activation-slopes.ts";
import type { Cell } from "./cell.ts";
import type { RnnCache, RnnParam, RnnState } from "./rnn.ts";

/** The rectified cell, from the identity as the IRNN of Le, Jaitly & Hinton 2015; equations at the top of this file. */
export const reluRnn: Cell<RnnParam, RnnState, RnnCache> = {
  name: "relu rnn",

  /** The paper's: Wh = I, Wx normal with deviation 0.001, b = 0. */
  initParams: ({ input, hidden, dtype = "float64" }, random) => ({
    Wx: normal(input, hidden, 0.001, random).to(dtype),
    Wh: identity(hidden).to(dtype),
    b: Matrix.zeros(1, hidden, dtype),
  }),

  initState: (batch, { hidden, dtype }) => ({ h: Matrix.zeros(batch, hidden, dtype) }),

  forward({ Wx, Wh, b }, x, { h: hPrev }) {
    const z = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, hidden]
    const h = z.relu();
    return { state: { h }, cache: { x, hPrev, h } };
  },

  // The forward pass, last line first.
  backward({ Wx, Wh }, { x, hPrev, h }, { h: dh }, grads) {
    // h = max(0, z)
    const dz = dh.times(reluSlope(h));
    // z = x Wx + h₋ Wh + b
    grads.Wx.accumulate(x.transpose().dot(dz));
    grads.Wh.accumulate(hPrev.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    return { dx: dz.dot(Wx.transpose()), dPrev: { h: dz.dot(Wh.transpose()) } };
  },
};
