/**
 * Vanilla (Elman) recurrent cell.
 *
 *   z = x Wx + h₋ Wh + b
 *   h = tanh(z)            hidden state
 *
 * h₋ belongs to the previous time step.
 *
 * Elman 1990, "Finding structure in time".
 */

import { Matrix } from "../numeric/matrix.ts";
import { tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import { initialWeights } from "./initial-weights.ts";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export type RnnParam = "Wx" | "Wh" | "b";

/** h: [batch, hidden]. */
export type RnnState = "h";

/** What one time step saves for its backward pass. x: [batch, input]; hPrev, h: [batch, hidden]. */
export type RnnCache = Named<"x" | "hPrev" | "h">;

/** The vanilla cell, h = tanh(x Wx + h₋ Wh + b), after Elman 1990. */
export const rnn: Cell<RnnParam, RnnState, RnnCache> = {
  name: "rnn",

  initParams: (size, random) => initialWeights(size, 1, random),

  initState: (batch, { hidden, dtype }) => ({ h: Matrix.zeros(batch, hidden, dtype) }),

  forward({ Wx, Wh, b }, x, { h: hPrev }) {
    const z = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, hidden]
    const h = z.tanh();
    return { state: { h }, cache: { x, hPrev, h } };
  },

  // The forward pass, last line first.
  backward({ Wx, Wh }, { x, hPrev, h }, { h: dh }, grads) {
    // h = tanh(z)
    const dz = dh.times(tanhSlope(h)); // [batch, hidden]
    // z = x Wx + h₋ Wh + b
    grads.Wx.accumulate(x.transpose().dot(dz));
    grads.Wh.accumulate(hPrev.transpose().dot(dz));
    grads.b.accumulate(dz.sumRows());
    const dx = dz.dot(Wx.transpose());
    const dhPrev = dz.dot(Wh.transpose());
    return { dx, dPrev: { h: dhPrev } };
  },
};
