/**
 * Long short-term memory cell with peephole connections: the gates see the cell state.
 *
 *   i = σ(x Wxi + h₋ Whi + c₋ ⊙ pi + bi)   input gate
 *   f = σ(x Wxf + h₋ Whf + c₋ ⊙ pf + bf)   forget gate
 *   g = tanh(x Wxg + h₋ Whg + bg)          candidate
 *   c = f ⊙ c₋ + i ⊙ g                     cell state
 *   o = σ(x Wxo + h₋ Who + c ⊙ po + bo)    output gate, after the cell state
 *   h = o ⊙ tanh(c)                        hidden state
 *
 * The peepholes pi, pf, po are rows, so each unit sees its own cell state only (diagonal weights).
 *
 * Gers, Schraudolph & Schmidhuber 2002, "Learning precise timing with LSTM recurrent networks".
 */

import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import { uniform } from "../numeric/random.ts";
import { sigmoidSlope, tanhSlope } from "./activation-slopes.ts";
import type { Cell, Named } from "./cell.ts";
import { type ForgetBias, setForgetBias } from "./forget-bias.ts";
import { initialWeights } from "./initial-weights.ts";
import type { LstmCache, LstmState } from "./lstm.ts";

/** Wx: [input, 4·hidden], Wh: [hidden, 4·hidden], b: [1, 4·hidden], gates i f g o; pi, pf, po: [1, hidden]. */
export type PeepholeLstmParam = "Wx" | "Wh" | "b" | "pi" | "pf" | "po";

/** As the LSTM's, and c: [batch, hidden], which the output gate sees. */
export type PeepholeLstmCache = LstmCache & Named<"c">;

/** A peephole LSTM whose forget gate starts with the given bias, 1 unless told. */
export function createPeepholeLstm(
  forgetBias: ForgetBias = 1,
): Cell<PeepholeLstmParam, LstmState, PeepholeLstmCache> {
  return {
    name: "peephole lstm",

    initParams(size, random) {
      const { hidden, dtype = "float64" } = size;
      const weights = initialWeights(size, 4, random);
      setForgetBias(weights.b, hidden, forgetBias, random);
      const peephole = (): Matrix => uniform(1, hidden, 1 / Math.sqrt(hidden), random).to(dtype);
      return { ...weights, pi: peephole(), pf: peephole(), po: peephole() };
    },

    initState: (batch, { hidden, dtype }) => ({
      h: Matrix.zeros(batch, hidden, dtype),
      c: Matrix.zeros(batch, hidden, dtype),
    }),

    forward({ Wx, Wh, b, pi, pf, po }, x, { h: hPrev, c: cPrev }) {
      const gates = x.dot(Wx).plus(hPrev.dot(Wh)).plusRow(b); // [batch, 4·hidden]
      const [zi, zf, zg, zo] = gates.splitColumns(4);
      const i = zi.plus(cPrev.timesRow(pi)).sigmoid();
      const f = zf.plus(cPrev.timesRow(pf)).sigmoid();
      const g = zg.tanh();
      const c = f.times(cPrev).plus(i.times(g));
      const o = zo.plus(c.timesRow(po)).sigmoid();
      const tanhC = c.tanh();
      const h = o.times(tanhC);
      return { state: { h, c }, cache: { x, hPrev, cPrev, i, f, g, o, c, tanhC } };
    },

    // The forward pass, last line first.
    backward(params, { x, hPrev, cPrev, i, f, g, o, c, tanhC }, { h: dh, c: dcNext }, grads) {
      const { Wx, Wh, pi, pf, po } = params;
      // h = o ⊙ tanh(c)
      const dzo = dh.times(tanhC).times(sigmoidSlope(o));
      // c feeds tanh, the output gate's peephole and the next time step
      const dc = dh.times(o).times(tanhSlope(tanhC)).plus(dzo.timesRow(po)).plus(dcNext);
      // c = f ⊙ c₋ + i ⊙ g
      const dzi = dc.times(g).times(sigmoidSlope(i));
      const dzf = dc.times(cPrev).times(sigmoidSlope(f));
      const dzg = dc.times(i).times(tanhSlope(g));
      // c₋ feeds c and the peepholes of i and f
      const dcPrev = dc.times(f).plus(dzi.timesRow(pi)).plus(dzf.timesRow(pf));
      grads.pi.accumulate(dzi.times(cPrev).sumRows());
      grads.pf.accumulate(dzf.times(cPrev).sumRows());
      grads.po.accumulate(dzo.times(c).sumRows());
      // gates = x Wx + h₋ Wh + b
      const dGates = joinColumns([dzi, dzf, dzg, dzo]); // [batch, 4·hidden]
      grads.Wx.accumulate(x.transpose().dot(dGates));
      grads.Wh.accumulate(hPrev.transpose().dot(dGates));
      grads.b.accumulate(dGates.sumRows());
      const dx = dGates.dot(Wx.transpose());
      const dhPrev = dGates.dot(Wh.transpose());
      return { dx, dPrev: { h: dhPrev, c: dcPrev } };
    },
  };
}

/** The peephole LSTM with a forget bias of 1; equations at the top of this file. */
export const peepholeLstm: Cell<PeepholeLstmParam, LstmState, PeepholeLstmCache> = createPeepholeLstm();
