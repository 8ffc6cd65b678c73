/** Known mistakes of X8.1, backward through one time step of the LSTM. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmCache, LstmParams } from "../08-1-lstm-cell-backward.ts";

const clauses = {
  "dc-ignored": "dc, what reaches c through the next time step, is left out",
  "dh-path-ignored": "only dc reaches c: the way through h = o ⊙ tanh(c) is left out",
  "no-slope-of-tanh-c": "the slope of tanh(c), 1 − tanh²(c), is left out on the way from h to c",
  "slope-of-tanh-c-unsquared": "1 − tanh(c) stands where 1 − tanh²(c) belongs",
  "tanh-c-taken-for-c": "the cached tanh(c) is taken for c, so that the slope is 1 − tanh²(tanh(c))",
  "output-gate-missing": "the output gate is left out on the way from h to c",
  "dc-through-slope": "dc is added to dh ⊙ o before the slope of tanh(c) instead of after it",
  "dcPrev-without-f": "the forget gate is left out of dcPrev",
  "dcPrev-with-i": "the input gate stands where the forget gate belongs, in dcPrev",
  "dcPrev-from-dc-alone": "dcPrev is dc ⊙ f, without what reaches c through h",
  "no-dcPrev": "dcPrev stays zero",
  "df-with-new-c": "the gradient of f is taken with c where c₋ belongs",
  "df-with-hPrev": "the gradient of f is taken with h₋ where c₋ belongs",
  "df-with-g": "the gradient of f is taken with g where c₋ belongs",
  "di-dg-swapped": "i and g are swapped: di = dc ⊙ i and dg = dc ⊙ g",
  "do-with-c": "the gradient of o is taken with c where tanh(c) belongs",
  "do-from-dc": "the gradient of o is taken from dc where dh belongs",
  "no-slopes-of-gates": "the slopes of σ, y (1 − y), are left out of all three gates",
  "no-slope-i": "the slope of σ is left out of the input gate",
  "no-slope-f": "the slope of σ is left out of the forget gate",
  "no-slope-o": "the slope of σ is left out of the output gate",
  "no-slope-g": "the slope of tanh, 1 − g², is left out of the candidate",
  "gates-tanh-slope": "the gates are given the slope of tanh, 1 − y², instead of that of σ",
  "candidate-sigmoid-slope": "the candidate is given the slope of σ, g (1 − g), instead of that of tanh",
  "candidate-slope-unsquared": "1 − g stands where 1 − g² belongs",
  "slope-of-slope": "the cached gates are taken for what stands inside σ, so that σ is applied twice",
  "order-i-f-o-g": "the gates' gradients are joined in the order i f o g instead of i f g o",
  "order-f-i-g-o": "the gates' gradients are joined in the order f i g o instead of i f g o",
  "Wh-gradient-with-h": "the gradient of Wh is taken with h where h₋ belongs",
  "Wh-gradient-with-cPrev": "the gradient of Wh is taken with c₋ where h₋ belongs",
  "Wh-gradient-transposed": "each gate's block of the gradient of Wh is transposed",
  "Wh-not-transposed": "dhPrev is taken through the gates' blocks of Wh instead of their transposes",
  "dhPrev-candidate-only": "dhPrev comes through the candidate only, not through the gates",
  "dx-candidate-only": "dx comes through the candidate only, not through the gates",
  "dh-added": "dh is added to dhPrev, as a residual connection would",
  "bias-mean": "the gradient of b is the mean over the batch instead of the sum",
  "all-mean": "the gradients of the parameters are divided by the batch size; that belongs in the loss",
  "bias-first-example": "the gradient of b counts the first example only",
  "no-bias-gradient": "the gradient of b stays zero",
  "no-Wx-gradient": "the gradient of Wx stays zero",
  "no-Wh-gradient": "the gradient of Wh stays zero",
  "no-input-gradient": "dx stays zero",
  "no-previous-gradient": "dhPrev stays zero",
  negative: "every gradient has the wrong sign",
  "weights-returned": "the parameters are returned in place of their gradients",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    lstmCellBackward(params: LstmParams, cache: LstmCache, dh: Matrix, dc: Matrix) {
      const { x, hPrev, cPrev, f, i, o, tanhC } = cache;
      const dcTotal = gradientOfC(cache, dh, dc, has);
      const dGates = gradientOfGates(cache, dh, dc, dcTotal, has);
      const carried = has("dcPrev-from-dc-alone") ? dc : dcTotal;
      const valve = has("dcPrev-with-i") ? i : f;
      const state = has("Wh-gradient-with-h")
        ? o.times(tanhC)
        : has("Wh-gradient-with-cPrev")
          ? cPrev
          : hPrev;
      const scale = has("all-mean") ? 1 / x.rows : 1;
      const kept = (id: Id, m: Matrix): Matrix =>
        m.scale(has(id) || has("zero") ? 0 : has("negative") ? -1 : 1);
      const grads = {
        Wx: kept("no-Wx-gradient", x.transpose().dot(dGates).scale(scale)),
        Wh: kept("no-Wh-gradient", blocks(state.transpose().dot(dGates), has).scale(scale)),
        b: kept("no-bias-gradient", gradientOfBias(dGates, has).scale(scale)),
      };
      const dhPrev = backThroughWh(dGates, params, has);
      return {
        dx: kept("no-input-gradient", only("dx-candidate-only", dGates, has).dot(params.Wx.transpose())),
        dhPrev: kept("no-previous-gradient", has("dh-added") ? dhPrev.plus(dh) : dhPrev),
        dcPrev: kept("no-dcPrev", has("dcPrev-without-f") ? carried : carried.times(valve)),
        grads: has("weights-returned") ? params : grads,
      };
    },
  }),
  { grave: ["zero"] },
);

/** All that reaches c. */
function gradientOfC({ o, tanhC }: LstmCache, dh: Matrix, dc: Matrix, has: Has): Matrix {
  const seen = has("tanh-c-taken-for-c") ? tanhC.tanh() : tanhC;
  const slope = seen.map((v) =>
    has("no-slope-of-tanh-c") ? 1 : has("slope-of-tanh-c-unsquared") ? 1 - v : 1 - v * v,
  );
  const through = has("output-gate-missing") ? dh : dh.times(o);
  if (has("dh-path-ignored")) return dc;
  if (has("dc-ignored")) return through.times(slope);
  return has("dc-through-slope") ? through.plus(dc).times(slope) : through.times(slope).plus(dc);
}

/** Of what stands inside σ and tanh: [batch, 4·hidden]. */
function gradientOfGates(
  { hPrev, cPrev, i, f, g, o, tanhC }: LstmCache,
  dh: Matrix,
  dcNext: Matrix,
  dc: Matrix,
  has: Has,
): Matrix {
  const c = f.times(cPrev).plus(i.times(g));
  const kept = has("df-with-new-c") ? c : has("df-with-hPrev") ? hPrev : has("df-with-g") ? g : cPrev;
  const [di, dg] = has("di-dg-swapped") ? [i, g] : [g, i];
  const dO = (has("do-from-dc") ? dcNext : dh).times(has("do-with-c") ? c : tanhC);
  const gate = (id: Id, y: Matrix): Matrix =>
    (has("slope-of-slope") ? y.sigmoid() : y).map((v) =>
      has(id) || has("no-slopes-of-gates") ? 1 : has("gates-tanh-slope") ? 1 - v * v : v * (1 - v),
    );
  const candidate = g.map((v) => {
    if (has("no-slope-g")) return 1;
    if (has("candidate-sigmoid-slope")) return v * (1 - v);
    return has("candidate-slope-unsquared") ? 1 - v : 1 - v * v;
  });
  const parts = [
    dc.times(di).times(gate("no-slope-i", i)),
    dc.times(kept).times(gate("no-slope-f", f)),
    dc.times(dg).times(candidate),
    dO.times(gate("no-slope-o", o)),
  ];
  const order = has("order-i-f-o-g") ? [0, 1, 3, 2] : has("order-f-i-g-o") ? [1, 0, 2, 3] : [0, 1, 2, 3];
  return joinColumns(order.map((part) => parts[part]));
}

/** All gates, or the candidate alone where `id` is made. */
const only = (id: Id, dGates: Matrix, has: Has): Matrix =>
  has(id)
    ? joinColumns(dGates.splitColumns(4).map((part, gate) => (gate === 2 ? part : part.scale(0))))
    : dGates;

const blocks = (dWh: Matrix, has: Has): Matrix =>
  has("Wh-gradient-transposed") ? joinColumns(dWh.splitColumns(4).map((block) => block.transpose())) : dWh;

function backThroughWh(dGates: Matrix, { Wh }: LstmParams, has: Has): Matrix {
  const weights = has("Wh-not-transposed")
    ? joinColumns(Wh.splitColumns(4).map((block) => block.transpose()))
    : Wh;
  return only("dhPrev-candidate-only", dGates, has).dot(weights.transpose());
}

function gradientOfBias(dGates: Matrix, has: Has): Matrix {
  const counted = has("bias-first-example") ? dGates.map((v, k) => (k < dGates.cols ? v : 0)) : dGates;
  return counted.sumRows().scale(has("bias-mean") ? 1 / dGates.rows : 1);
}
