/** Known mistakes of X8.2, backpropagation through time for the LSTM. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmCache, LstmParams } from "../08-2-lstm-backward.ts";

const clauses = {
  "no-carry": "nothing is carried from time step t + 1 to t, neither to h nor to c",
  "no-h-carry": "only the gradient of c is carried back, that of h is not",
  "no-c-carry": "only the gradient of h is carried back, that of c is not",
  "c-carry-without-f": "the gradient of c is carried back without the forget gate",
  "c-carry-with-i": "the gradient of c is carried back through the input gate instead of the forget gate",
  "c-carry-with-f-before":
    "the gradient of c is carried back through the forget gate of time step t − 1 instead of t",
  "c-carry-through-slope": "the carried gradient of c passes the slope of tanh(c) once more",
  "carries-swapped": "the gradients carried to h and to c are swapped",
  "h-carry-to-candidate":
    "the gradient of h is carried back through the candidate only, not through the gates",
  "h-carry-without-output-gate": "the gradient of h is carried back without the way through the output gate",
  "only-last-loss": "dhs counts at the last time step only",
  "o-from-direct": "the gradient of o is taken from dhs[t] alone, without what is carried back",
  overwritten: "the gradients of the weights are overwritten at each time step instead of added up",
  "bias-overwritten": "the gradient of b is overwritten at each time step instead of added up",
  "last-step-only": "only the last time step adds to the gradients of the weights",
  "first-step-skipped": "the loop stops before time step 0, whose part of the weights' gradients is missing",
  "mean-over-time": "the gradients of the weights are divided by the number of time steps",
  "mean-over-batch": "the gradients of the weights are divided by the batch size; that belongs in the loss",
  "no-bias-gradient": "the gradient of b stays zero",
  "h-for-hPrev": "the gradient of Wh is taken with h[t] where h[t−1] belongs",
  "cPrev-for-hPrev": "the gradient of Wh is taken with c[t−1] where h[t−1] belongs",
  "c-for-cPrev": "the gradient of f is taken with c[t] where c[t−1] belongs",
  "initial-h-forgotten": "the gradient of Wh leaves out time step 0, as if the initial h were zero",
  "initial-c-forgotten": "the gradient of f is zero at time step 0, as if the initial c were zero",
  "input-one-late": "the gradient of Wx is taken with x[t−1] where x[t] belongs",
  "one-step-truncation": "gradients are carried back by one time step only",
  "forward-order": "the loop runs from the first time step to the last",
  "no-slope-of-tanh-c": "the slope of tanh(c) is left out on the way from h to c",
  "no-slopes-of-gates": "the slopes of σ are left out of the gates",
  "no-slope-g": "the slope of tanh, 1 − g², is left out of the candidate",
  "di-dg-swapped": "i and g are swapped: di = dc ⊙ i and dg = dc ⊙ g",
  "order-i-f-o-g": "the gates' gradients are joined in the order i f o g instead of i f g o",
  "Wh-not-transposed":
    "the gradient of h is carried back through the gates' blocks of Wh instead of their transposes",
  "dxs-reversed": "dxs is returned in reverse order",
  "dh0-zero": "dh0 stays zero",
  "dc0-zero": "dc0 stays zero",
  "dc0-without-f": "dc0 is the gradient of c[0], before the forget gate",
  "dh0-with-direct": "dhs[0] is added to dh0; it belongs to h[0], not to the initial h",
  "dh0-dc0-swapped": "dh0 and dc0 are swapped in what is returned",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

/** The gradients that go from one time step to the one before it. */
interface Carried {
  readonly h: Matrix;
  readonly c: Matrix;
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    lstmBackward(params: LstmParams, caches: LstmCache[], dhs: Matrix[]) {
      const { Wx, Wh, b } = params;
      const grads = { Wx: Wx.scale(0), Wh: Wh.scale(0), b: b.scale(0) };
      const dxs: Matrix[] = caches.map(({ x }) => x.scale(0));
      const last = caches.length - 1;
      const order = caches.map((_, k) => (has("forward-order") ? k : last - k));
      const nothing = dhs[0].scale(0);
      let carried: Carried = { h: nothing, c: nothing };
      let out = carried;
      let dc = nothing;
      for (const t of order) {
        const direct = has("only-last-loss") && t < last ? nothing : dhs[t];
        const arrived = has("no-carry") ? { h: nothing, c: nothing } : carried;
        dc = gradientOfC(caches[t], direct.plus(arrived.h), arrived.c, has);
        const dGates = gradientOfGates(caches, t, direct, arrived.h, dc, has);
        addTo(grads, caches, t, dGates, has);
        dxs[t] = dGates.dot(Wx.transpose());
        out = carry(params, caches, t, { dc, dGates }, has);
        carried = has("one-step-truncation")
          ? carry(params, caches, t, local(caches, t, direct, has), has)
          : out;
      }
      const initial = initialGradients(out, dc, dhs[0], has);
      return finish(dxs, initial, grads, caches.length, has);
    },
  }),
  { grave: ["zero"] },
);

interface Here {
  readonly dc: Matrix;
  readonly dGates: Matrix;
}

/** The gradients at time step t of its own loss alone. */
function local(caches: LstmCache[], t: number, direct: Matrix, has: Has): Here {
  const nothing = direct.scale(0);
  const dc = gradientOfC(caches[t], direct, nothing, has);
  return { dc, dGates: gradientOfGates(caches, t, direct, nothing, dc, has) };
}

const tanhSlope = (v: number): number => 1 - v * v;

function gradientOfC({ o, tanhC }: LstmCache, dh: Matrix, dcNext: Matrix, has: Has): Matrix {
  const slope = tanhC.map((v) => (has("no-slope-of-tanh-c") ? 1 : tanhSlope(v)));
  const next = has("c-carry-through-slope") ? dcNext.times(slope) : dcNext;
  return dh.times(o).times(slope).plus(next);
}

/** Of what stands inside σ and tanh: [batch, 4·hidden]. */
function gradientOfGates(
  caches: LstmCache[],
  t: number,
  direct: Matrix,
  arrived: Matrix,
  dc: Matrix,
  has: Has,
): Matrix {
  const { cPrev, i, f, g, o, tanhC } = caches[t];
  const c = f.times(cPrev).plus(i.times(g));
  const forgotten = has("initial-c-forgotten") && t === 0;
  const kept = has("c-for-cPrev") ? c : forgotten ? cPrev.scale(0) : cPrev;
  const [di, dg] = has("di-dg-swapped") ? [i, g] : [g, i];
  const dh = has("o-from-direct") ? direct : direct.plus(arrived);
  const gate = (y: Matrix): Matrix => y.map((v) => (has("no-slopes-of-gates") ? 1 : v * (1 - v)));
  const parts = [
    dc.times(di).times(gate(i)),
    dc.times(kept).times(gate(f)),
    dc.times(dg).times(g.map((v) => (has("no-slope-g") ? 1 : tanhSlope(v)))),
    dh.times(tanhC).times(gate(o)),
  ];
  return joinColumns((has("order-i-f-o-g") ? [0, 1, 3, 2] : [0, 1, 2, 3]).map((part) => parts[part]));
}

function addTo(grads: LstmParams, caches: LstmCache[], t: number, dGates: Matrix, has: Has): void {
  const { x, hPrev, cPrev, o, tanhC } = caches[t];
  if (has("overwritten")) for (const grad of Object.values(grads)) grad.data.fill(0);
  if (has("bias-overwritten")) grads.b.data.fill(0);
  if (has("first-step-skipped") && t === 0) return;
  if (has("last-step-only") && t < caches.length - 1) return;
  const seen = has("input-one-late") && t > 0 ? caches[t - 1].x : x;
  const state = has("h-for-hPrev") ? o.times(tanhC) : has("cPrev-for-hPrev") ? cPrev : hPrev;
  grads.Wx.accumulate(seen.transpose().dot(dGates));
  if (!(has("initial-h-forgotten") && t === 0)) grads.Wh.accumulate(state.transpose().dot(dGates));
  if (!has("no-bias-gradient")) grads.b.accumulate(dGates.sumRows());
}

/** What goes from time step t to the one before it. */
function carry({ Wh }: LstmParams, caches: LstmCache[], t: number, { dc, dGates }: Here, has: Has): Carried {
  const { i, f } = caches[t];
  const weights = has("Wh-not-transposed")
    ? joinColumns(Wh.splitColumns(4).map((block) => block.transpose()))
    : Wh;
  const parts = dGates.splitColumns(4).map((part, gate) => {
    const dropped =
      (has("h-carry-to-candidate") && gate !== 2) || (has("h-carry-without-output-gate") && gate === 3);
    return dropped ? part.scale(0) : part;
  });
  const dh = joinColumns(parts).dot(weights.transpose());
  const valve = has("c-carry-with-i") ? i : has("c-carry-with-f-before") ? caches[Math.max(0, t - 1)].f : f;
  const dcPrev = has("c-carry-without-f") ? dc : dc.times(valve);
  const [h, c] = has("carries-swapped") ? [dcPrev, dh] : [dh, dcPrev];
  return { h: has("no-h-carry") ? h.scale(0) : h, c: has("no-c-carry") ? c.scale(0) : c };
}

/** dh0 and dc0, from what left time step 0 and from the gradient of c[0]. */
function initialGradients(out: Carried, dc: Matrix, direct: Matrix, has: Has): Carried {
  const dh0 = has("dh0-zero") ? out.h.scale(0) : out.h;
  const dc0 = has("dc0-zero") ? out.c.scale(0) : has("dc0-without-f") ? dc : out.c;
  const h = has("dh0-with-direct") ? dh0.plus(direct) : dh0;
  return has("dh0-dc0-swapped") ? { h: dc0, c: h } : { h, c: dc0 };
}

function finish(dxs: Matrix[], { h, c }: Carried, grads: LstmParams, steps: number, has: Has): object {
  const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
  const scale = sign / ((has("mean-over-time") ? steps : 1) * (has("mean-over-batch") ? h.rows : 1));
  const signed = dxs.map((dx) => dx.scale(sign));
  return {
    dxs: has("dxs-reversed") ? signed.reverse() : signed,
    dh0: h.scale(sign),
    dc0: c.scale(sign),
    grads: { Wx: grads.Wx.scale(scale), Wh: grads.Wh.scale(scale), b: grads.b.scale(scale) },
  };
}
