/** Known mistakes of X8.3, the LSTM cell with peepholes, forward and backward. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmState, PeepholeCache, PeepholeParams } from "../08-3-peephole-lstm-cell.ts";

const clauses = {
  "no-peepholes": "forward, the peepholes are left out",
  "no-pi": "forward, the input gate has no peephole",
  "no-pf": "forward, the forget gate has no peephole",
  "no-po": "forward, the output gate has no peephole",
  "o-sees-old-c": "forward, the output gate sees c₋ instead of c",
  "o-sees-tanh-c": "forward, the output gate sees tanh(c) instead of c",
  "gates-see-h": "forward, the peepholes of i and f show h₋ instead of c₋",
  "pi-pf-swapped": "forward, pi and pf are swapped",
  "candidate-peephole": "forward, the candidate is given the input gate's peephole too",
  "peephole-after-sigmoid": "forward, the peepholes of i and f are added after the σ instead of inside it",
  "peephole-unweighted": "forward, the peepholes of i and f add c₋ itself, without their weights",
  "forget-gate-ignored": "forward, the forget gate is not used: c = c₋ + i ⊙ g",
  "no-tanh-of-c": "forward, the tanh of c is left out: h = o ⊙ c",
  "order-i-f-o-g": "forward, the columns are taken in the order i f o g instead of i f g o",
  "c-without-po": "backward, the way to c through the output gate's peephole is left out",
  "po-without-slope": "backward, the way to c through the output gate's peephole leaves out the slope of σ",
  "c₋-without-peepholes": "backward, dcPrev leaves out the ways through the peepholes of i and f",
  "c₋-without-pi": "backward, dcPrev leaves out the way through the input gate's peephole",
  "c₋-without-pf": "backward, dcPrev leaves out the way through the forget gate's peephole",
  "c₋-with-po": "backward, dcPrev also gets the way through the output gate's peephole, which leads to c",
  "c₋-peepholes-swapped": "backward, pi and pf are swapped in dcPrev",
  "c₋-without-slopes": "backward, the ways to c₋ through the peepholes leave out the slope of σ",
  "dc-ignored": "backward, dc, what reaches c through the next time step, is left out",
  "dh-path-ignored": "backward, the way to c through h = o ⊙ tanh(c) is left out",
  "no-slope-of-tanh-c": "backward, the slope of tanh(c) is left out on the way from h to c",
  "dcPrev-without-f": "backward, the forget gate is left out of dcPrev",
  "dpo-with-old-c": "backward, the gradient of po is taken with c₋ where c belongs",
  "dpo-with-tanh-c": "backward, the gradient of po is taken with tanh(c) where c belongs",
  "dpi-with-new-c": "backward, the gradient of pi is taken with c where c₋ belongs",
  "dpf-with-new-c": "backward, the gradient of pf is taken with c where c₋ belongs",
  "dpi-dpf-swapped": "backward, the gradients of pi and pf are swapped",
  "peepholes-with-h": "backward, the gradients of pi and pf are taken with h₋ where c₋ belongs",
  "peepholes-mean": "backward, the gradients of the peepholes are means over the batch instead of sums",
  "peepholes-first-example": "backward, the gradients of the peepholes count the first example only",
  "no-peephole-gradients": "backward, the gradients of the peepholes stay zero",
  "df-with-new-c": "backward, the gradient of f is taken with c where c₋ belongs",
  "di-dg-swapped": "backward, i and g are swapped: di = dc ⊙ i and dg = dc ⊙ g",
  "no-slopes-of-gates": "backward, the slopes of σ are left out of the gates",
  "no-slope-g": "backward, the slope of tanh, 1 − g², is left out of the candidate",
  "Wh-gradient-with-c": "backward, the gradient of Wh is taken with c₋ where h₋ belongs",
  negative: "backward, every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    peepholeLstmCellForward(params: PeepholeParams, x: Matrix, { h: hPrev, c: cPrev }: LstmState) {
      const { i, f, g, zo } = earlyGates(params, x, { h: hPrev, c: cPrev }, has);
      const c = (has("forget-gate-ignored") ? cPrev : f.times(cPrev)).plus(i.times(g));
      const seen = has("o-sees-old-c") ? cPrev : has("o-sees-tanh-c") ? c.tanh() : c;
      const o = zo.plus(seen.timesRow(weight(params.po, "no-po", has))).sigmoid();
      const tanhC = has("no-tanh-of-c") ? c : c.tanh();
      const state = { h: o.times(tanhC), c };
      const cache = { x, hPrev, cPrev, i, f, g, o, c, tanhC };
      return has("zero") ? { state: zeroed(state), cache: zeroed(cache) } : { state, cache };
    },

    peepholeLstmCellBackward(params: PeepholeParams, cache: PeepholeCache, dh: Matrix, dc: Matrix) {
      const gates = gateGradients(params, cache, dh, dc, has);
      const { dzi, dzf, dzg, dzo } = gates;
      const dGates = joinColumns([dzi, dzf, dzg, dzo]);
      const { x, hPrev, cPrev } = cache;
      const state = has("Wh-gradient-with-c") ? cPrev : hPrev;
      const grads = {
        Wx: x.transpose().dot(dGates),
        Wh: state.transpose().dot(dGates),
        b: dGates.sumRows(),
        ...peepholeGradients(gates, cache, has),
      };
      const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
      return {
        dx: dGates.dot(params.Wx.transpose()).scale(sign),
        dhPrev: dGates.dot(params.Wh.transpose()).scale(sign),
        dcPrev: gradientOfOldC(params, cache, gates, has).scale(sign),
        grads: scaled(grads, sign),
      };
    },
  }),
  { grave: ["zero"] },
);

const weight = (p: Matrix, id: Id, has: Has): Matrix => (has(id) || has("no-peepholes") ? p.scale(0) : p);

/** The gates before the cell state, and the output gate without its peephole and its σ. */
function earlyGates(
  { Wx, Wh, b, ...peepholes }: PeepholeParams,
  x: Matrix,
  { h, c }: LstmState,
  has: Has,
): Record<"i" | "f" | "g" | "zo", Matrix> {
  const blocks = x.dot(Wx).plus(h.dot(Wh)).plusRow(b).splitColumns(4);
  const [zi, zf, zg, zo] = has("order-i-f-o-g") ? [0, 1, 3, 2].map((block) => blocks[block]) : blocks;
  const swapped = has("pi-pf-swapped");
  const pi = weight(swapped ? peepholes.pf : peepholes.pi, "no-pi", has);
  const pf = weight(swapped ? peepholes.pi : peepholes.pf, "no-pf", has);
  const seen = has("gates-see-h") ? h : c;
  const view = (p: Matrix): Matrix => (has("peephole-unweighted") ? seen : seen.timesRow(p));
  const gate = (z: Matrix, p: Matrix): Matrix =>
    has("peephole-after-sigmoid") ? z.sigmoid().plus(view(p)) : z.plus(view(p)).sigmoid();
  const g = (has("candidate-peephole") ? zg.plus(c.timesRow(pi)) : zg).tanh();
  return { i: gate(zi, pi), f: gate(zf, pf), g, zo };
}

/** Of what stands inside σ and tanh, and of all that reaches c: [batch, hidden] each. */
type GateGradients = Record<"dzi" | "dzf" | "dzg" | "dzo" | "dc", Matrix>;

const sigmoidSlope = (y: Matrix): Matrix => y.map((v) => v * (1 - v));

function gateGradients(
  { po }: PeepholeParams,
  { cPrev, i, f, g, o, c, tanhC }: PeepholeCache,
  dh: Matrix,
  dcNext: Matrix,
  has: Has,
): GateGradients {
  const gate = (y: Matrix): Matrix => (has("no-slopes-of-gates") ? y.map(() => 1) : sigmoidSlope(y));
  const dO = dh.times(tanhC);
  const dzo = dO.times(gate(o));
  const slope = tanhC.map((v) => (has("no-slope-of-tanh-c") ? 1 : 1 - v * v));
  const kept = (id: Id, m: Matrix): Matrix => (has(id) ? m.scale(0) : m);
  const dc = kept("dh-path-ignored", dh.times(o).times(slope))
    .plus(kept("c-without-po", (has("po-without-slope") ? dO : dzo).timesRow(po)))
    .plus(kept("dc-ignored", dcNext));
  const [di, dg] = has("di-dg-swapped") ? [i, g] : [g, i];
  return {
    dzi: dc.times(di).times(gate(i)),
    dzf: dc.times(has("df-with-new-c") ? c : cPrev).times(gate(f)),
    dzg: dc.times(dg).times(g.map((v) => (has("no-slope-g") ? 1 : 1 - v * v))),
    dzo,
    dc,
  };
}

function gradientOfOldC(
  { pi, pf, po }: PeepholeParams,
  { cPrev, f, g }: PeepholeCache,
  { dzi, dzf, dzo, dc }: GateGradients,
  has: Has,
): Matrix {
  const [first, second] = has("c₋-peepholes-swapped") ? [pf, pi] : [pi, pf];
  const [viaI, viaF] = has("c₋-without-slopes") ? [dc.times(g), dc.times(cPrev)] : [dzi, dzf];
  const kept = (id: Id, m: Matrix): Matrix => (has(id) || has("c₋-without-peepholes") ? m.scale(0) : m);
  const direct = has("dcPrev-without-f") ? dc : dc.times(f);
  const dcPrev = direct
    .plus(kept("c₋-without-pi", viaI.timesRow(first)))
    .plus(kept("c₋-without-pf", viaF.timesRow(second)));
  return has("c₋-with-po") ? dcPrev.plus(dzo.timesRow(po)) : dcPrev;
}

function peepholeGradients(
  { dzi, dzf, dzo }: GateGradients,
  { hPrev, cPrev, c, tanhC }: PeepholeCache,
  has: Has,
): Record<"pi" | "pf" | "po", Matrix> {
  const old = has("peepholes-with-h") ? hPrev : cPrev;
  const summed = (m: Matrix): Matrix => {
    const counted = has("peepholes-first-example") ? m.map((v, k) => (k < m.cols ? v : 0)) : m;
    return counted.sumRows().scale(has("no-peephole-gradients") ? 0 : has("peepholes-mean") ? 1 / m.rows : 1);
  };
  const pi = summed(dzi.times(has("dpi-with-new-c") ? c : old));
  const pf = summed(dzf.times(has("dpf-with-new-c") ? c : old));
  const po = summed(dzo.times(has("dpo-with-old-c") ? cPrev : has("dpo-with-tanh-c") ? tanhC : c));
  return has("dpi-dpf-swapped") ? { pi: pf, pf: pi, po } : { pi, pf, po };
}

const scaled = (record: object, factor: number): object =>
  Object.fromEntries(Object.entries(record).map(([key, m]: [string, Matrix]) => [key, m.scale(factor)]));
const zeroed = (record: object): object => scaled(record, 0);
