/** Known mistakes of X13.2, backpropagation through time in less memory. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnParams } from "../13-2-checkpointed-bptt.ts";

const clauses = {
  "every-state-kept": "every hidden state is kept, as if there were no segments",
  "checkpoint-after": "the state after each segment is kept instead of the state before it",
  "checkpoint-one-late": "the state is kept one time step late, after the first time step of the segment",
  "last-segment-uncut": "no checkpoint is kept for the last segment where it is shorter than the others",
  "h0-not-kept": "the first checkpoint is zero instead of h0",
  "last-h-is-checkpoint": "the last checkpoint is returned as h instead of the last hidden state",
  "forward-no-bias": "b is left out of the forward pass",
  "forward-no-recurrent": "h[t−1] Wh is left out of the forward pass",
  "recomputed-from-zero": "each segment is run again from zeros instead of from its checkpoint",
  "recomputed-from-first": "each segment is run again from the first checkpoint",
  "recomputed-without-bias": "b is left out when a segment is run again",
  "carry-lost": "the gradient is not carried from a segment to the one before it",
  "segments-in-order": "the segments are taken from first to last",
  "last-segment-only": "only the last segment adds to the gradients of the weights",
  "grads-overwritten": "each segment overwrites the gradients of the weights instead of adding to them",
  "short-segment-misplaced":
    "the segments are cut from the end, so that the first is shorter instead of the last",
  "direct-only-at-ends": "dhs counts at the last time step of each segment only",
  "direct-shifted": "dhs[t + 1] is taken where dhs[t] belongs",
  "no-slope": "the slope of tanh, 1 − h², is left out",
  "slope-of-previous": "the slope is taken at h[t−1] instead of h[t]",
  "h-for-hPrev": "the gradient of Wh is taken with h[t] where h[t−1] belongs",
  "Wh-not-transposed": "the gradient is carried back through Wh instead of Whᵀ",
  "dxs-reversed": "dxs is returned in reverse order",
  "dh0-of-last": "dh0 is what leaves the last segment instead of the first",
  "dh0-zero": "dh0 stays zero",
  "mean-over-segments": "the gradients of the weights are divided by the number of segments",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    checkpointedForward(params: RnnParams, xs: Matrix[], h0: Matrix, segment: number) {
      const hs = [h0];
      for (const x of xs) hs.push(step(params, x, hs[hs.length - 1], has));
      const sign = has("zero") ? 0 : 1;
      const checkpoints = kept(hs, segment, has).map((h) => h.scale(sign));
      const last = has("last-h-is-checkpoint") ? checkpoints[checkpoints.length - 1] : hs[hs.length - 1];
      return { h: last.scale(sign), checkpoints };
    },

    checkpointedBackward(
      params: RnnParams,
      xs: Matrix[],
      checkpoints: Matrix[],
      dhs: Matrix[],
      segment: number,
    ) {
      const run = backward(params, xs, checkpoints, dhs, segment, has);
      if (has("dxs-reversed")) run.dxs.reverse();
      const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
      const scale = has("mean-over-segments") ? sign / checkpoints.length : sign;
      const { Wx, Wh, b } = run.grads;
      return {
        dxs: run.dxs.map((dx) => dx.scale(sign)),
        dh0: run.dh0.scale(has("dh0-zero") ? 0 : sign),
        grads: { Wx: Wx.scale(scale), Wh: Wh.scale(scale), b: b.scale(scale) },
      };
    },
  }),
  { grave: ["zero"] },
);

const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);

function step({ Wx, Wh, b }: RnnParams, x: Matrix, h: Matrix, has: Has): Matrix {
  const recurrent = has("forward-no-recurrent") ? zeros(h) : h.dot(Wh);
  return x
    .dot(Wx)
    .plus(recurrent)
    .plusRow(has("forward-no-bias") ? zeros(b) : b)
    .tanh();
}

/** hs[t] is the hidden state before time step t. */
function kept(hs: readonly Matrix[], segment: number, has: Has): Matrix[] {
  const steps = hs.length - 1;
  if (has("every-state-kept")) return hs.slice(0, steps);
  const checkpoints: Matrix[] = [];
  for (let t = 0; t < steps; t += segment) {
    if (has("last-segment-uncut") && t + segment > steps) break;
    const at = has("checkpoint-after") ? t + segment : has("checkpoint-one-late") ? t + 1 : t;
    checkpoints.push(hs[Math.min(at, steps)]);
  }
  if (has("h0-not-kept")) checkpoints[0] = zeros(hs[0]);
  return checkpoints;
}

function backward(
  params: RnnParams,
  xs: Matrix[],
  checkpoints: Matrix[],
  dhs: Matrix[],
  segment: number,
  has: Has,
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  const { Wx, Wh, b } = params;
  const grads = { Wx: zeros(Wx), Wh: zeros(Wh), b: zeros(b) };
  const dxs = xs.map(zeros);
  const count = checkpoints.length;
  const cut = has("short-segment-misplaced") ? xs.length - (count - 1) * segment : segment;
  const weights = has("Wh-not-transposed") ? Wh : Wh.transpose();
  let carried = zeros(dhs[0]);
  let dh0 = carried;
  for (let index = 0; index < count; index++) {
    const s = has("segments-in-order") ? index : count - 1 - index;
    const from = s === 0 ? 0 : cut + (s - 1) * segment;
    const to = Math.min(xs.length, s === 0 ? cut : from + segment);
    const hs = again(params, xs.slice(from, to), checkpoints, s, has);
    if (has("carry-lost")) carried = zeros(carried);
    if (has("grads-overwritten")) for (const grad of Object.values(grads)) grad.data.fill(0);
    for (let t = to - 1; t >= from; t--) {
      const [before, after] = [hs[t - from], hs[t - from + 1]];
      const dz = directGradient(dhs, t, to, has)
        .plus(carried)
        .times(slope(before, after, has));
      if (!(has("last-segment-only") && s < count - 1)) {
        grads.Wx.accumulate(xs[t].transpose().dot(dz));
        grads.Wh.accumulate((has("h-for-hPrev") ? after : before).transpose().dot(dz));
        grads.b.accumulate(dz.sumRows());
      }
      dxs[t] = dz.dot(Wx.transpose());
      carried = dz.dot(weights);
    }
    if (!has("dh0-of-last") || index === 0) dh0 = carried;
  }
  return { dxs, dh0, grads };
}

/** The segment's hidden states, run forward once more. */
function again(
  { Wx, Wh, b }: RnnParams,
  xs: readonly Matrix[],
  checkpoints: readonly Matrix[],
  s: number,
  has: Has,
): Matrix[] {
  const start = checkpoints[has("recomputed-from-first") ? 0 : s];
  const hs = [has("recomputed-from-zero") ? zeros(start) : start];
  const bias = has("recomputed-without-bias") ? zeros(b) : b;
  for (const x of xs)
    hs.push(
      x
        .dot(Wx)
        .plus(hs[hs.length - 1].dot(Wh))
        .plusRow(bias)
        .tanh(),
    );
  return hs;
}

function directGradient(dhs: readonly Matrix[], t: number, to: number, has: Has): Matrix {
  if (has("direct-shifted")) return dhs[t + 1] ?? zeros(dhs[t]);
  return has("direct-only-at-ends") && t < to - 1 ? zeros(dhs[t]) : dhs[t];
}

function slope(before: Matrix, after: Matrix, has: Has): Matrix {
  if (has("no-slope")) return after.map(() => 1);
  return (has("slope-of-previous") ? before : after).map((v) => 1 - v * v);
}
