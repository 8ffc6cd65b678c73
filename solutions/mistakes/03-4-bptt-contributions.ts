/** Known mistakes of X3.4, the gradient of Wh as a sum over time steps. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnCache, RnnParams } from "../03-4-bptt-contributions.ts";

const clauses = {
  reversed: "the addends come out from the last time step to the first",
  cumulative: "each addend already holds those of the later time steps: running sums, not addends",
  "cumulative-from-start": "each addend already holds those of the earlier time steps",
  total: "the whole gradient stands at every time step",
  "no-slope": "the slope of tanh, 1 − h², is left out everywhere",
  "no-immediate-slope": "the slope of tanh is left out in ∂⁺h[k]/∂Wh, though not on the way back to k",
  "no-slope-on-the-way": "the slope of tanh is left out on the way back, though not in ∂⁺h[k]/∂Wh",
  "slope-1-minus-h": "1 − h stands where 1 − h² belongs",
  "slope-sigmoid": "the slope of the sigmoid, h (1 − h), stands where 1 − h² belongs",
  "slope-of-previous": "the slope is taken at h[k−1] instead of h[k]",
  "slope-twice": "the slope 1 − h² is multiplied in twice",
  "Wh-not-transposed": "the gradient is carried back through Wh instead of Whᵀ",
  "without-weights": "the gradient is carried back without Whᵀ",
  "no-carry": "the gradient of the last state is used at every time step, without being carried back",
  "one-step-too-far": "the gradient is carried back one time step too far before it is used",
  "one-step-short":
    "the gradient of the time step after is used: it is carried back one time step too little",
  "one-step-truncation": "only the last two time steps get an addend",
  "last-step-only": "only the last time step gets an addend",
  "first-step-missing": "the addend of the first time step is left out",
  "h-for-hPrev": "h[k] stands where h[k−1] belongs",
  "x-order": "the state of the time step before h[k−1] is used: the states are one too early",
  transposed: "every addend is transposed",
  "mean-over-batch": "the addends are divided by the batch size; that belongs in the loss",
  "mean-over-time": "the addends are divided by the number of time steps",
  "loss-at-every-step": "dhLast is added again at every time step, as if each had its own loss",
  "first-example-only": "only the first example of the batch counts",
  negative: "every addend has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    bpttContributions({ Wh }: RnnParams, caches: RnnCache[], dhLast: Matrix) {
      const last = caches.length - 1;
      const weights = has("Wh-not-transposed") ? Wh : Wh.transpose();
      const back = (dz: Matrix): Matrix => (has("without-weights") ? dz : dz.dot(weights));
      const addends: Matrix[] = new Array(caches.length);
      let dh = dhLast;
      let after = dhLast;
      for (let k = last; k >= 0; k--) {
        const { hPrev, h } = caches[k];
        const slope = slopeOf(has("slope-of-previous") ? hPrev : h, has);
        const carried = has("no-slope-on-the-way") ? back(dh) : back(dh.times(slope));
        const used = has("one-step-too-far") ? carried : has("one-step-short") ? after : dh;
        const dz = has("no-immediate-slope") ? used : used.times(slope);
        addends[k] = stateOf(caches, k, has).transpose().dot(dz);
        if (isMissing(k, last, has)) addends[k] = addends[k].map(() => 0);
        after = dh;
        dh = has("no-carry") ? dhLast : has("loss-at-every-step") ? carried.plus(dhLast) : carried;
      }
      return arranged(addends, dhLast.rows, has);
    },
  }),
  { grave: ["zero"] },
);

function slopeOf(h: Matrix, has: Has): Matrix {
  if (has("no-slope")) return h.map(() => 1);
  if (has("slope-1-minus-h")) return h.map((v) => 1 - v);
  if (has("slope-sigmoid")) return h.map((v) => v * (1 - v));
  return h.map((v) => (has("slope-twice") ? (1 - v * v) ** 2 : 1 - v * v));
}

/** What stands for h[k−1]. */
function stateOf(caches: readonly RnnCache[], k: number, has: Has): Matrix {
  const { hPrev, h } = caches[has("x-order") ? Math.max(0, k - 1) : k];
  const state = has("h-for-hPrev") ? h : hPrev;
  return has("first-example-only") ? state.map((v, i) => (i < state.cols ? v : 0)) : state;
}

function isMissing(k: number, last: number, has: Has): boolean {
  if (has("last-step-only")) return k < last;
  if (has("one-step-truncation")) return k < last - 1;
  return has("first-step-missing") && k === 0;
}

function arranged(addends: readonly Matrix[], batch: number, has: Has): Matrix[] {
  const sumOf = (list: readonly Matrix[]): Matrix => list.reduce((sum, addend) => sum.plus(addend));
  const steps = has("mean-over-time") ? addends.length : 1;
  const factor =
    (has("zero") ? 0 : has("negative") ? -1 : 1) / (steps * (has("mean-over-batch") ? batch : 1));
  let list = addends.map((addend) => addend.scale(factor));
  if (has("transposed")) list = list.map((addend) => addend.transpose());
  if (has("total")) list = list.map(() => sumOf(list));
  else if (has("cumulative")) list = list.map((_, k) => sumOf(list.slice(k)));
  else if (has("cumulative-from-start")) list = list.map((_, k) => sumOf(list.slice(0, k + 1)));
  return has("reversed") ? list.toReversed() : list;
}
