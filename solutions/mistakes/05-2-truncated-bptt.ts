/** Known mistakes of X5.2, truncated backpropagation through time. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnCache, RnnParams } from "../05-2-truncated-bptt.ts";

const clauses = {
  "not-truncated": "nothing is cut: every pass goes back to the first time step",
  "cut-at-k1": "every pass goes back k1 time steps instead of k2",
  "one-step-too-far": "every pass goes back k2 + 1 time steps",
  "one-step-short": "every pass goes back k2 − 1 time steps",
  "k2-before-losses": "the k2 time steps are counted from the first loss of a pass instead of from its end",
  "losses-counted-again": "losses of earlier passes are counted again where a later pass comes by",
  "last-loss-only": "of each pass only the last loss counts",
  "first-loss-only": "of each pass only the first loss counts",
  "remainder-dropped": "the losses after the last full k1 time steps are left out",
  "first-pass-dropped": "the first pass is left out, for it cannot go back k2 time steps",
  "every-step": "there is a pass after every time step, with the losses of k1 time steps each",
  "windows-of-k2": "the sequence is cut into windows of k2 time steps, and k1 is ignored",
  "last-pass-only":
    "only the gradients of the last pass are returned: they are overwritten instead of added up",
  "mean-over-passes": "the gradients are divided by the number of passes",
  "mean-over-time": "the gradients are divided by the number of time steps",
  "mean-over-batch": "the gradients are divided by the batch size; that belongs in the loss",
  "no-carry": "no gradient is carried from one time step to the one before",
  "carried-across-passes": "the gradient carried out of one pass is carried into the next",
  "state-cut": "the state before a pass is taken as zero: the forward pass is cut, too",
  "no-slope": "the slope of tanh, 1 − h², is left out",
  "slope-1-minus-h": "1 − h stands where 1 − h² belongs",
  "slope-sigmoid": "the slope of the sigmoid, h (1 − h), stands where 1 − h² belongs",
  "slope-of-previous": "the slope is taken at h[t−1] instead of h[t]",
  "Wh-not-transposed": "the gradient is carried back through Wh instead of Whᵀ",
  "without-weights": "the gradient is carried back without Whᵀ",
  "h-for-hPrev": "the gradient of Wh is taken with h[t] where h[t−1] belongs",
  "Wh-gradient-transposed": "the gradient of Wh is transposed",
  "bias-of-last-step": "the gradient of b is overwritten at each time step instead of added up",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

/** Time steps of one pass: losses from … end − 1, back to start. */
interface Pass {
  readonly start: number;
  readonly from: number;
  readonly end: number;
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    truncatedBptt(
      params: RnnParams,
      caches: RnnCache[],
      dhs: Matrix[],
      given: { k1: number; k2: number },
    ): RnnParams {
      const { Wx, Wh, b } = params;
      const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
      const passes = passesOf(caches.length, given, has);
      let carried = zeros(dhs[0]);
      for (const pass of passes) {
        if (has("last-pass-only")) for (const grad of Object.values(grads)) grad.data.fill(0);
        if (!has("carried-across-passes")) carried = zeros(carried);
        carried = goBack(Wh, grads, { caches, dhs, pass, carried }, has);
      }
      if (has("Wh-gradient-transposed")) grads.Wh = grads.Wh.transpose();
      const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
      let divisor = has("mean-over-batch") ? dhs[0].rows : 1;
      if (has("mean-over-passes")) divisor *= passes.length;
      if (has("mean-over-time")) divisor *= caches.length;
      const factor = sign / divisor;
      return { Wx: grads.Wx.scale(factor), Wh: grads.Wh.scale(factor), b: grads.b.scale(factor) };
    },
  }),
  { grave: ["zero"] },
);

const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);

function passesOf(steps: number, { k1, k2 }: { k1: number; k2: number }, has: Has): Pass[] {
  const stride = has("windows-of-k2") ? k2 : has("every-step") ? 1 : k1;
  const passes: Pass[] = [];
  for (let first = 0; first < steps; first += stride) {
    const end = Math.min(first + stride, steps);
    const from = has("every-step") ? Math.max(0, end - k1) : first;
    const start = Math.max(0, has("k2-before-losses") ? first - k2 : end - backOf(k1, k2, steps, has));
    passes.push({ start, from, end });
  }
  if (has("remainder-dropped")) return passes.filter(({ from, end }) => end - from === stride);
  return has("first-pass-dropped") ? passes.slice(1) : passes;
}

function backOf(k1: number, k2: number, steps: number, has: Has): number {
  if (has("not-truncated")) return steps;
  if (has("cut-at-k1")) return k1;
  return k2 + (has("one-step-too-far") ? 1 : 0) - (has("one-step-short") ? 1 : 0);
}

interface Walk {
  readonly caches: readonly RnnCache[];
  readonly dhs: readonly Matrix[];
  readonly pass: Pass;
  readonly carried: Matrix;
}

/** One pass; returns what is carried out of it. */
function goBack(Wh: Matrix, grads: RnnParams, { caches, dhs, pass, ...given }: Walk, has: Has): Matrix {
  const weights = has("Wh-not-transposed") ? Wh : Wh.transpose();
  let { carried } = given;
  for (let t = pass.end - 1; t >= pass.start; t--) {
    const { x, h, ...rest } = caches[t];
    const hPrev = has("state-cut") && t === pass.start ? zeros(rest.hPrev) : rest.hPrev;
    const received = counts(t, pass, has) ? dhs[t] : zeros(carried);
    const dh = has("no-carry") ? received : received.plus(carried);
    const dz = dh.times(slopeOf(has("slope-of-previous") ? rest.hPrev : h, has));
    grads.Wx.accumulate(x.transpose().dot(dz));
    grads.Wh.accumulate((has("h-for-hPrev") ? h : hPrev).transpose().dot(dz));
    if (has("bias-of-last-step")) grads.b.data.fill(0);
    grads.b.accumulate(dz.sumRows());
    carried = has("without-weights") ? dz : dz.dot(weights);
  }
  return carried;
}

/** Whether the loss of time step t counts in this pass. */
function counts(t: number, { from, end }: Pass, has: Has): boolean {
  if (has("last-loss-only")) return t === end - 1;
  if (has("first-loss-only")) return t === from;
  return t >= from || has("losses-counted-again");
}

function slopeOf(h: Matrix, has: Has): Matrix {
  if (has("no-slope")) return h.map(() => 1);
  if (has("slope-1-minus-h")) return h.map((v) => 1 - v);
  return has("slope-sigmoid") ? h.map((v) => v * (1 - v)) : h.map((v) => 1 - v * v);
}
