/**
 * Long short-term memory cell.
 *
 *   i = σ(x Wxi + h₋ Whi + bi)      input gate
 *   f = σ(x Wxf + h₋ Whf + bf)      forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)   candidate
 *   o = σ(x Wxo + h₋ Who + bo)      output gate
 *   c = f ⊙ c₋ + i ⊙ g              cell state
 *   h = o ⊙ tanh(c)                 hidden state
 *
 * h₋ and c₋ belong to the previous time step. Wx, Wh and b hold the four gates
 * side by side, in the order i f g o, so that one product serves all of them.
 *
 * Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000.
 */

import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import { sigmoidSlope, tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import { type ForgetBias, setForgetBias } from "./forget-bias.ts";
import { initialWeights } from "./initial-weights.ts";

/** Wx: [input, 4·hidden], Wh: [hidden, 4·hidden], b: [1, 4·hidden]. */
export type LstmParam = "Wx" | "Wh" | "b";

/** h, c: [batch, hidden]. */
export type LstmState = "h" | "c";

/** What one time step saves for its backward pass. x: [batch, input]; the others: [batch, hidden]. */
export type LstmCache = Named<"x" | "hPrev" | "cPrev" | "i" | "f" | "g" | "o" | "tanhC">;

/** An LSTM whose forget gate starts with the given bias: 1 unless told, so that gradients reach far back. */
export function createLstm(forgetBias: ForgetBias = 1): Cell<LstmParam, LstmState, LstmCache> {
  return {
    name: "lstm",

    initParams(size, random) {
      const params = initialWeights(size, 4, random);
      setForgetBias(params.b, size.hidden, forgetBias, random);
      return params;
    },

    initState: (batch, { hidden, dtype }) => ({
      h: Matrix.zeros(batch, hidden, dtype),
      c: Matrix.zeros(batch, hidden, dtype),
    }),

    forward({ Wx, Wh, b }, x, { h: hPrev, c: cPrev }) {
      const gates = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, 4·hidden]
      const [zi, zf, zg, zo] = gates.splitColumns(4);
      const i = zi.sigmoid();
      const f = zf.sigmoid();
      const g = zg.tanh();
      const o = zo.sigmoid();
      const c = f.times(cPrev).plus(i.times(g));
      const tanhC = c.tanh();
      const h = o.times(tanhC);
      return { state: { h, c }, cache: { x, hPrev, cPrev, i, f, g, o, tanhC } };
    },

    // The forward pass, last line first.
    backward({ Wx, Wh }, { x, hPrev, cPrev, i, f, g, o, tanhC }, { h: dh, c: dcNext }, grads) {
      // h = o ⊙ tanh(c); c also feeds the next time step
      const dO = dh.times(tanhC);
      const dc = dh.times(o).times(tanhSlope(tanhC)).plus(dcNext);
      // c = f ⊙ c₋ + i ⊙ g
      const df = dc.times(cPrev);
      const dcPrev = dc.times(f);
      const di = dc.times(g);
      const dg = dc.times(i);
      // i, f, o = σ(z); g = tanh(z)
      const dGates = joinColumns([
        di.times(sigmoidSlope(i)),
        df.times(sigmoidSlope(f)),
        dg.times(tanhSlope(g)),
        dO.times(sigmoidSlope(o)),
      ]); // [batch, 4·hidden]
      // gates = x Wx + h₋ Wh + b
      grads.Wx.accumulate(x.transpose().dot(dGates));
      grads.Wh.accumulate(hPrev.transpose().dot(dGates));
      grads.b.accumulate(dGates.sumRows());
      const dx = dGates.dot(Wx.transpose());
      const dhPrev = dGates.dot(Wh.transpose());
      return { dx, dPrev: { h: dhPrev, c: dcPrev } };
    },
  };
}

/** The LSTM with a forget bias of 1; equations at the top of this file. */
export const lstm: Cell<LstmParam, LstmState, LstmCache> = createLstm();
