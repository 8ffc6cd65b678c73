/** Known mistakes of X9.2, backward through one time step of the GRU. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { GruCache, GruParams } from "../09-2-gru-cell-backward.ts";

const clauses = {
  "dz-sign": "the gradient of z is taken with n − h₋ where h₋ − n belongs",
  "dz-past-only": "the gradient of z is taken with h₋ alone: the minus in 1 − z is forgotten",
  "dz-candidate-only": "the gradient of z is taken with −n alone: z ⊙ h₋ is forgotten",
  "other-update": "the update is differentiated in the other convention, h = (1 − z) ⊙ h₋ + z ⊙ n",
  "dn-with-z": "the gradient of n is dh ⊙ z instead of dh ⊙ (1 − z)",
  "dn-without-share": "the gradient of n is dh: the factor 1 − z is left out",
  "no-slope-n": "the slope of tanh, 1 − n², is left out of the candidate",
  "slope-n-unsquared": "1 − n stands where 1 − n² belongs",
  "slope-n-sigmoid": "the candidate is given the slope of σ, n (1 − n), instead of that of tanh",
  "no-slope-r": "the slope of σ is left out of the reset gate",
  "no-slope-z": "the slope of σ is left out of the update gate",
  "no-slopes-of-gates": "the slope of σ, y (1 − y), is left out of both gates",
  "gates-tanh-slope": "the gates are given the slope of tanh, 1 − y², instead of that of σ",
  "slope-of-slope": "the cached gates are taken for what stands inside σ, so that σ is applied twice",
  "dr-with-hPrev": "the gradient of r is taken with h₋ where q belongs",
  "dr-with-n": "the gradient of r is taken with n where q belongs",
  "dr-without-q": "the gradient of r leaves out q",
  "dr-zero": "no gradient reaches the reset gate",
  "dq-without-r": "the reset gate is left out of the gradient of q",
  "dq-complement": "1 − r stands where r belongs, in the gradient of q",
  "Wx-with-dq": "the candidate's part of the gradients of Wx, b and x is taken with the gradient of q",
  "b-with-dq": "the candidate's part of the gradient of b is taken with the gradient of q",
  "bq-with-dan": "the gradient of bq is that of bn: the factor r is left out",
  "Wh-with-dan": "the candidate's part of the gradient of Wh is taken without the factor r",
  "Wh-reset-before":
    "the candidate's part of the gradient of Wh is taken with r ⊙ h₋, as if the reset came before the product, and without r outside",
  "dhPrev-with-dan": "the way from q to h₋ is taken without the factor r",
  "no-direct-path": "dhPrev leaves out the direct way, dh ⊙ z",
  "direct-path-complement": "the direct way to h₋ is dh ⊙ (1 − z) instead of dh ⊙ z",
  "direct-path-whole": "the direct way to h₋ is dh: the factor z is left out",
  "direct-path-only": "dhPrev is the direct way alone, dh ⊙ z",
  "no-path-through-r": "dhPrev leaves out the way through the reset gate",
  "no-path-through-z": "dhPrev leaves out the way through the update gate",
  "no-path-through-q": "dhPrev leaves out the way through the candidate",
  "order-z-r-n": "the gates' gradients are joined in the order z r n instead of r z n",
  "Wh-gradient-transposed": "each block of the gradient of Wh is transposed",
  "Wh-not-transposed": "dhPrev is taken through the blocks of Wh instead of their transposes",
  "Wh-gradient-with-h": "the gradient of Wh is taken with h where h₋ belongs",
  "bias-mean": "the gradients of b and bq are the mean over the batch instead of the sum",
  "all-mean": "the gradients of the parameters are divided by the batch size; that belongs in the loss",
  "bias-first-example": "the gradients of b and bq count the first example only",
  "no-bias-gradient": "the gradient of b stays zero",
  "no-bq-gradient": "the gradient of bq stays zero",
  "no-Wx-gradient": "the gradient of Wx stays zero",
  "no-Wh-gradient": "the gradient of Wh stays zero",
  "no-input-gradient": "dx stays zero",
  negative: "every gradient has the wrong sign",
  "weights-returned": "the parameters are returned in place of their gradients",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

/** Of ar, az, an and q: [batch, hidden] each. */
type GateGradients = Record<"dar" | "daz" | "dan" | "dq", Matrix>;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    gruCellBackward(params: GruParams, cache: GruCache, dh: Matrix) {
      const { x, r, z, n, hPrev } = cache;
      const gates = gateGradients(cache, dh, has);
      const { dq, dan } = gates;
      const byX = ordered([gates.dar, gates.daz, has("Wx-with-dq") ? dq : dan], has);
      const byH = ordered([gates.dar, gates.daz, has("Wh-with-dan") ? dan : dq], has);
      const h = n.map((v, k) => (1 - z.data[k]) * v + z.data[k] * hPrev.data[k]);
      const past = has("Wh-gradient-with-h") ? h : hPrev;
      let dWh = past.transpose().dot(byH);
      if (has("Wh-reset-before")) {
        const [dWhr, dWhz] = dWh.splitColumns(3);
        dWh = joinColumns([dWhr, dWhz, r.times(hPrev).transpose().dot(dan)]);
      }
      const kept = (id: Id, m: Matrix): Matrix =>
        m.scale(has(id) || has("zero") ? 0 : has("negative") ? -1 : 1);
      const scale = has("all-mean") ? 1 / x.rows : 1;
      const byB = has("b-with-dq") ? ordered([gates.dar, gates.daz, dq], has) : byX;
      const grads = {
        Wx: kept("no-Wx-gradient", x.transpose().dot(byX).scale(scale)),
        Wh: kept("no-Wh-gradient", transposed("Wh-gradient-transposed", dWh, has).scale(scale)),
        b: kept("no-bias-gradient", sumRows(byB, has).scale(scale)),
        bq: kept("no-bq-gradient", sumRows(has("bq-with-dan") ? dan : dq, has).scale(scale)),
      };
      return {
        dx: kept("no-input-gradient", byX.dot(params.Wx.transpose())),
        dhPrev: kept("zero", backToPast(params, gates, cache, dh, has)),
        grads: has("weights-returned") ? params : grads,
      };
    },
  }),
  { grave: ["zero"] },
);

function gateGradients({ hPrev, r, z, q, n }: GruCache, dh: Matrix, has: Has): GateGradients {
  const other = has("other-update");
  const dz = dh.times(
    other || has("dz-sign")
      ? n.minus(hPrev)
      : has("dz-past-only")
        ? hPrev
        : has("dz-candidate-only")
          ? n.scale(-1)
          : hPrev.minus(n),
  );
  const share = z.map((v) => (has("dn-without-share") ? 1 : other || has("dn-with-z") ? v : 1 - v));
  const slope = n.map((v) => {
    if (has("no-slope-n")) return 1;
    if (has("slope-n-unsquared")) return 1 - v;
    return has("slope-n-sigmoid") ? v * (1 - v) : 1 - v * v;
  });
  const dan = dh.times(share).times(slope);
  const partner = has("dr-with-hPrev") ? hPrev : has("dr-with-n") ? n : q;
  const dr = has("dr-zero") ? dan.scale(0) : has("dr-without-q") ? dan : dan.times(partner);
  const passed = r.map((v) => (has("dq-without-r") ? 1 : has("dq-complement") ? 1 - v : v));
  const gate = (id: Id, y: Matrix): Matrix =>
    (has("slope-of-slope") ? y.sigmoid() : y).map((v) =>
      has(id) || has("no-slopes-of-gates") ? 1 : has("gates-tanh-slope") ? 1 - v * v : v * (1 - v),
    );
  return {
    dar: dr.times(gate("no-slope-r", r)),
    daz: dz.times(gate("no-slope-z", z)),
    dan,
    dq: dan.times(passed),
  };
}

const ordered = ([dar, daz, last]: Matrix[], has: Has): Matrix =>
  joinColumns(has("order-z-r-n") ? [daz, dar, last] : [dar, daz, last]);

/** Each block of Wh or of its gradient. */
const transposed = (id: Id, m: Matrix, has: Has): Matrix =>
  has(id) ? joinColumns(m.splitColumns(3).map((block) => block.transpose())) : m;

function backToPast(
  { Wh }: GruParams,
  { dar, daz, dan, dq }: GateGradients,
  { z }: GruCache,
  dh: Matrix,
  has: Has,
): Matrix {
  const complement = has("direct-path-complement") || has("other-update");
  const share = z.map((v) => (has("direct-path-whole") ? 1 : complement ? 1 - v : v));
  const direct = has("no-direct-path") ? dh.scale(0) : dh.times(share);
  if (has("direct-path-only")) return direct;
  const kept = (id: Id, m: Matrix): Matrix => (has(id) ? m.scale(0) : m);
  const past = has("dhPrev-with-dan") ? dan : dq;
  const gates = ordered(
    [kept("no-path-through-r", dar), kept("no-path-through-z", daz), kept("no-path-through-q", past)],
    has,
  );
  return gates.dot(transposed("Wh-not-transposed", Wh, has).transpose()).plus(direct);
}

function sumRows(m: Matrix, has: Has): Matrix {
  const counted = has("bias-first-example") ? m.map((v, k) => (k < m.cols ? v : 0)) : m;
  return counted.sumRows().scale(has("bias-mean") ? 1 / m.rows : 1);
}
