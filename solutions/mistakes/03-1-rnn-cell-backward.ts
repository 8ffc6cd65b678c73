/** Known mistakes of X3.1, backward through one time step of h = tanh(x Wx + h₋ Wh + b). */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnCache, RnnParams } from "../03-1-rnn-cell-backward.ts";

const clauses = {
  "no-slope": "the slope of tanh, 1 − h², is left out",
  "slope-1-minus-h": "1 − h stands where 1 − h² belongs",
  "slope-sigmoid": "the slope of the sigmoid, h (1 − h), stands where 1 − h² belongs",
  "slope-of-previous": "the slope is taken at h₋ instead of h: 1 − h₋²",
  "slope-of-output": "h is taken for z, so that the slope is 1 − tanh²(h)",
  "slope-twice": "the slope 1 − h² is multiplied in twice",
  "slope-1-plus": "1 + h² stands where 1 − h² belongs",
  "slope-missing-in-input": "the slope 1 − h² is left out of dx alone",
  "slope-missing-in-previous": "the slope 1 − h² is left out of dhPrev alone",
  "slope-missing-in-bias": "the slope 1 − h² is left out of the gradient of b alone",
  "slope-missing-in-Wx": "the slope 1 − h² is left out of the gradient of Wx alone",
  "slope-missing-in-Wh": "the slope 1 − h² is left out of the gradient of Wh alone",
  "previous-slope-too": "dhPrev is also multiplied by 1 − h₋², which belongs to the time step before",
  "h-for-hPrev": "the gradient of Wh is taken with h where h₋ belongs",
  "Wh-gradient-transposed": "the gradient of Wh is transposed",
  "Wh-not-transposed": "dhPrev is dz Wh instead of dz Whᵀ",
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

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    rnnCellBackward({ Wx, Wh, b }: RnnParams, { x, hPrev, h }: RnnCache, dh: Matrix) {
      const slope = has("slope-of-previous") ? hPrev : has("slope-of-output") ? h.tanh() : h;
      const factor = slope.map((v) => {
        if (has("no-slope")) return 1;
        const s = has("slope-1-minus-h")
          ? 1 - v
          : has("slope-sigmoid")
            ? v * (1 - v)
            : has("slope-1-plus")
              ? 1 + v * v
              : 1 - v * v;
        return has("slope-twice") ? s * s : s;
      });
      const dz = dh.times(factor);
      const scale = has("all-mean") ? 1 / x.rows : 1;
      const through = (id: keyof typeof clauses): Matrix => (has(id) ? dh : dz);
      const kept = (id: keyof typeof clauses, m: Matrix): Matrix =>
        times(m, has(id) || has("zero") ? 0 : has("negative") ? -1 : 1);
      const dBias = through("slope-missing-in-bias");
      const counted = has("bias-first-example") ? dBias.map((v, k) => (k < dBias.cols ? v : 0)) : dBias;
      const dWh = (has("h-for-hPrev") ? h : hPrev).transpose().dot(through("slope-missing-in-Wh"));
      let dhPrev = through("slope-missing-in-previous").dot(has("Wh-not-transposed") ? Wh : Wh.transpose());
      if (has("previous-slope-too")) dhPrev = dhPrev.times(hPrev.map((v) => 1 - v * v));
      if (has("dh-added")) dhPrev = dhPrev.plus(dh);
      const grads = {
        Wx: times(x.transpose().dot(through("slope-missing-in-Wx")), scale),
        Wh: times(has("Wh-gradient-transposed") ? dWh.transpose() : dWh, scale),
        b: times(counted.sumRows(), has("bias-mean") ? 1 / x.rows : scale),
      };
      return {
        dx: kept("no-input-gradient", through("slope-missing-in-input").dot(Wx.transpose())),
        dhPrev: kept("no-previous-gradient", dhPrev),
        grads: has("weights-returned")
          ? { Wx, Wh, b }
          : {
              Wx: kept("no-Wx-gradient", grads.Wx),
              Wh: kept("no-Wh-gradient", grads.Wh),
              b: kept("no-bias-gradient", grads.b),
            },
      };
    },
  }),
  { grave: ["zero"] },
);

const times = (m: Matrix, factor: number): Matrix => m.map((v) => v * factor);
