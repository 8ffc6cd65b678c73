/** Known mistakes of X3.2, backpropagation through time. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnCache, RnnParams } from "../03-2-rnn-backward.ts";

const clauses = {
  "no-carry": "no gradient is carried from time step t + 1 to t",
  "only-last-loss": "dhs counts at the last time step only",
  overwritten: "the gradients of the weights are overwritten at each time step instead of added up",
  "last-step-only": "only the last time step adds to the gradients of the weights",
  "first-step-skipped": "the loop stops before time step 0, whose part of the weights' gradients is missing",
  "mean-over-time": "the gradients of the weights are divided by the number of time steps",
  "mean-over-batch": "the gradients of the weights are divided by the batch size; that belongs in the loss",
  "bias-overwritten": "the gradient of b is overwritten at each time step instead of added up",
  "no-bias-gradient": "the gradient of b stays zero",
  "no-slope": "the slope of tanh, 1 − h², is left out",
  "slope-1-minus-h": "1 − h stands where 1 − h² belongs",
  "slope-sigmoid": "the slope of the sigmoid, h (1 − h), stands where 1 − h² belongs",
  "slope-of-previous": "the slope is taken at h[t−1] instead of h[t]",
  "slope-before-carry": "the carried gradient is added after the slope instead of before it",
  "carry-without-slope": "the gradient is carried back past the tanh: the slope is missing from dhPrev",
  "carry-without-weights": "the gradient is carried back without Whᵀ",
  "Wh-not-transposed": "the gradient is carried back through Wh instead of Whᵀ",
  "Wh-gradient-transposed": "the gradient of Wh is transposed",
  "h-for-hPrev": "the gradient of Wh is taken with h[t] where h[t−1] belongs",
  "initial-state-forgotten": "the gradient of Wh leaves out time step 0, as if h0 were zero",
  "input-one-late": "the gradient of Wx is taken with x[t−1] where x[t] belongs",
  "one-step-truncation": "the gradient is carried back by one time step only",
  "forward-order": "the loop runs from the first time step to the last",
  "dxs-reversed": "dxs is returned in reverse order",
  "dxs-without-carry": "dxs[t] leaves out what comes from later time steps",
  "dh0-zero": "dh0 stays zero",
  "dh0-before-weights": "dh0 is the gradient before the product with Whᵀ",
  "dh0-with-direct": "dhs[0] is added to dh0; it belongs to h[0], not to h0",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    rnnBackward({ Wx, Wh, b }: RnnParams, caches: RnnCache[], dhs: Matrix[]) {
      const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
      const dxs: Matrix[] = caches.map(({ x }) => zeros(x));
      const last = caches.length - 1;
      const order = caches.map((_, i) => (has("forward-order") ? i : last - i));
      const weights = has("Wh-not-transposed") ? Wh : Wh.transpose();
      let carried = zeros(dhs[0]);
      let dh0 = carried;
      for (const t of order) {
        const { x, hPrev, h } = caches[t];
        const slope = slopeOf(has("slope-of-previous") ? hPrev : h, has);
        const direct = has("only-last-loss") && t < last ? zeros(carried) : dhs[t];
        const received = has("no-carry") ? direct : direct.plus(carried);
        const dz = has("slope-before-carry") ? direct.times(slope).plus(carried) : received.times(slope);
        if (has("overwritten")) for (const grad of Object.values(grads)) grad.data.fill(0);
        if (has("bias-overwritten")) grads.b.data.fill(0);
        if (!(has("first-step-skipped") && t === 0) && !(has("last-step-only") && t < last)) {
          const seen = has("input-one-late") && t > 0 ? caches[t - 1].x : x;
          const state = has("h-for-hPrev") ? h : hPrev;
          grads.Wx.accumulate(seen.transpose().dot(dz));
          if (!(has("initial-state-forgotten") && t === 0)) grads.Wh.accumulate(state.transpose().dot(dz));
          if (!has("no-bias-gradient")) grads.b.accumulate(dz.sumRows());
        }
        dxs[t] = (has("dxs-without-carry") ? direct.times(slope) : dz).dot(Wx.transpose());
        const back = has("carry-without-slope")
          ? received
          : has("one-step-truncation")
            ? direct.times(slope)
            : dz;
        carried = has("carry-without-weights") ? back : back.dot(weights);
        dh0 = has("dh0-before-weights") ? dz : carried;
      }
      if (has("dh0-zero")) dh0 = zeros(dh0);
      if (has("dh0-with-direct")) dh0 = dh0.plus(dhs[0]);
      if (has("dxs-reversed")) dxs.reverse();
      const steps = has("mean-over-time") ? caches.length : 1;
      const batch = has("mean-over-batch") ? dh0.rows : 1;
      const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
      const scale = sign / (steps * batch);
      return {
        dxs: dxs.map((dx) => times(dx, sign)),
        dh0: times(dh0, sign),
        grads: {
          Wx: times(grads.Wx, scale),
          Wh: times(has("Wh-gradient-transposed") ? grads.Wh.transpose() : grads.Wh, scale),
          b: times(grads.b, scale),
        },
      };
    },
  }),
  { grave: ["zero"] },
);

const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
const times = (m: Matrix, factor: number): Matrix => m.map((v) => v * factor);

function slopeOf(h: Matrix, has: Has): Matrix {
  if (has("no-slope")) return h.map(() => 1);
  if (has("slope-1-minus-h")) return h.map((v) => 1 - v);
  return has("slope-sigmoid") ? h.map((v) => v * (1 - v)) : h.map((v) => 1 - v * v);
}
