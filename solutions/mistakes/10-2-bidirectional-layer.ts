/** Known mistakes of X10.2, reading in both directions, forward and backward. */

import { type RnnCache, rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { joinColumns, type Matrix, zerosLike } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { Both, RnnParams } from "../10-2-bidirectional-layer.ts";

const clauses = {
  "both-from-left": "the backward direction reads from the left too",
  "not-turned-back":
    "the backward states are joined in the order in which they were computed, not in that of time",
  "same-parameters": "both directions have the parameters of the forward one",
  "parameters-swapped": "the parameters of the two directions are exchanged",
  "same-initial": "both directions begin at the initial state of the forward one",
  "initial-zero": "both directions begin at zero instead of at h0",
  "initials-swapped": "the initial states of the two directions are exchanged",
  "initial-from-forward": "the backward direction begins at the last state of the forward one",
  "reads-forward-states":
    "the backward direction reads the states of the forward one instead of the inputs, as far as they go",
  "halves-swapped": "output has the backward half on the left",
  "halves-added": "the halves of output are both the sum of the two directions",
  "forward-twice": "both halves of output are the forward states",
  "backward-one-late": "the backward half of output[t] is the state at t + 1, which has not read x[t]",
  "output-reversed": "output is returned in reverse order of time",
  "hN-from-last-output":
    "hN.backward is taken from the last output, where the backward direction has read one input only",
  "hN-from-first-output":
    "hN is taken from the first output, where the forward direction has read one input only",
  "hN-swapped": "hN.forward and hN.backward are exchanged",
  "hN-initial": "hN is h0",
  "dhN-ignored": "dhN is left out of the backward pass",
  "dhN-backward-at-last-time":
    "dhN.backward is added at the last time step; the backward direction ends at the first",
  "dhN-forward-at-first-time":
    "dhN.forward is added at the first time step; the forward direction ends at the last",
  "dhN-swapped": "dhN.forward and dhN.backward are exchanged",
  "dhN-at-every-step": "dhN is added at every time step",
  "dhN-for-forward-only": "dhN counts for the forward direction only",
  "dOutput-not-turned": "the backward half of dOutput is not turned round before it is handed back",
  "dOutput-halves-swapped": "the halves of dOutput are exchanged",
  "dOutput-left-for-both": "both directions are given the left half of dOutput",
  "dOutput-ignored": "dOutput is left out of the backward pass",
  "dxs-of-forward-only": "dxs is that of the forward direction only",
  "dxs-of-backward-only": "dxs is that of the backward direction only",
  "dxs-not-turned": "the backward direction's dxs is not turned round before it is added",
  "dxs-mean": "dxs is the mean of the two directions instead of their sum",
  "dxs-reversed": "dxs is returned in reverse order of time",
  "dxs-product": "dxs is the product of the two directions instead of their sum",
  "dh0-swapped": "the gradients of the initial states are exchanged",
  "dh0-zero": "dh0 stays zero",
  "dh0-summed": "both entries of dh0 are the sum of the two directions",
  "grads-swapped": "the gradients of the two directions' parameters are exchanged",
  "grads-summed": "the gradients of both directions are added up, as if they shared their parameters",
  "grads-of-forward-only": "the gradients of the backward direction's parameters stay zero",
  "grads-of-backward-only": "the gradients of the forward direction's parameters stay zero",
  "grads-halved": "the gradients of the parameters are divided by two, the number of directions",
  "mean-over-batch":
    "the gradients of the parameters are divided by the batch size; that belongs in the loss",
  negative: "every gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

interface Way {
  readonly hs: Matrix[];
  readonly tape: RnnCache[];
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    bidirectionalForward(given: Both<RnnParams>, xs: Matrix[], h0: Both<Matrix>) {
      const { left, right } = run(given, xs, h0, has);
      const last = xs.length - 1;
      const output = xs.map((_, t) => joined(left.hs, right.hs, t, h0.backward, has));
      const hN = finals(left.hs, right.hs, h0, has);
      if (has("zero")) return { output: output.map(nothing), hN: each(hN, nothing) };
      return { output: has("output-reversed") ? output.map((_, t) => output[last - t]) : output, hN };
    },
    bidirectionalBackward(
      given: Both<RnnParams>,
      xs: Matrix[],
      h0: Both<Matrix>,
      dOutput: Matrix[],
      dhN: Both<Matrix>,
    ) {
      const params = chosen(given, has);
      const { left, right } = run(given, xs, h0, has);
      const hidden = h0.forward.cols;
      const { forward: dLeft, backward: dRight } = halves(dOutput, hidden, has);
      const end = has("dhN-swapped") ? { forward: dhN.backward, backward: dhN.forward } : dhN;
      const l = back(
        params.forward,
        left,
        withFinal(dLeft, end.forward, has("dhN-forward-at-first-time"), has),
      );
      const ended = has("dhN-for-forward-only") ? nothing(end.backward) : end.backward;
      const r = back(params.backward, right, withFinal(dRight, ended, has("dhN-backward-at-last-time"), has));
      return finish({ l, r }, xs, has);
    },
  }),
  { grave: ["zero"] },
);

const nothing = (m: Matrix): Matrix => m.scale(0);
const each = <Part>({ forward, backward }: Both<Part>, f: (part: Part) => Part): Both<Part> => ({
  forward: f(forward),
  backward: f(backward),
});

function chosen({ forward, backward }: Both<RnnParams>, has: Has): Both<RnnParams> {
  if (has("same-parameters")) return { forward, backward: forward };
  return has("parameters-swapped") ? { forward: backward, backward: forward } : { forward, backward };
}

function run(given: Both<RnnParams>, xs: Matrix[], h0: Both<Matrix>, has: Has): { left: Way; right: Way } {
  const params = chosen(given, has);
  const initial = each(has("initials-swapped") ? { forward: h0.backward, backward: h0.forward } : h0, (h) =>
    has("initial-zero") ? nothing(h) : h,
  );
  const left = oneWay(params.forward, xs, initial.forward);
  let start = has("same-initial") ? initial.forward : initial.backward;
  if (has("initial-from-forward")) start = left.hs[xs.length - 1];
  const seen = has("reads-forward-states") ? xs.map((x, t) => borrowed(x, left.hs[t])) : xs;
  const right = oneWay(params.backward, has("both-from-left") ? seen : seen.toReversed(), start);
  return { left, right };
}

/** The input, its first columns replaced by those of the state. */
const borrowed = (x: Matrix, h: Matrix): Matrix =>
  x.map((v, k) => {
    const column = k % x.cols;
    return column < h.cols ? h.data[Math.floor(k / x.cols) * h.cols + column] : v;
  });

function oneWay(params: RnnParams, xs: Matrix[], h: Matrix): Way {
  const { states, tape } = unroll(rnn, params, xs, { h });
  return { hs: states.map((state) => state.h), tape };
}

function joined(left: Matrix[], right: Matrix[], t: number, before: Matrix, has: Has): Matrix {
  const last = left.length - 1;
  const at = has("not-turned-back") || has("both-from-left") ? t : last - t;
  let ofRight = right[at];
  if (has("backward-one-late")) ofRight = at > 0 ? right[at - 1] : before;
  if (has("forward-twice")) ofRight = left[t];
  if (has("halves-added")) return joinColumns([left[t].plus(ofRight), left[t].plus(ofRight)]);
  return joinColumns(has("halves-swapped") ? [ofRight, left[t]] : [left[t], ofRight]);
}

function finals(left: Matrix[], right: Matrix[], h0: Both<Matrix>, has: Has): Both<Matrix> {
  if (has("hN-initial")) return h0;
  const last = left.length - 1;
  const forward = left[has("hN-from-first-output") ? 0 : last];
  const backward = right[has("hN-from-last-output") ? 0 : last];
  return has("hN-swapped") ? { forward: backward, backward: forward } : { forward, backward };
}

/** dOutput for each direction, in the order in which it reads. */
function halves(dOutput: Matrix[], hidden: number, has: Has): Both<Matrix[]> {
  const used = has("dOutput-ignored") ? dOutput.map(nothing) : dOutput;
  const part = (from: number): Matrix[] => used.map((d) => d.columns(from, from + hidden));
  const [first, second] = has("dOutput-halves-swapped") ? [hidden, 0] : [0, hidden];
  const right = part(has("dOutput-left-for-both") ? first : second);
  const turned = has("dOutput-not-turned") || has("both-from-left") ? right : right.toReversed();
  return { forward: part(first), backward: turned };
}

/** Adds the gradient of the final state at the end of the reading; at its start if `atStart`. */
function withFinal(dhs: Matrix[], end: Matrix, atStart: boolean, has: Has): Matrix[] {
  if (has("dhN-ignored")) return dhs;
  const at = atStart ? 0 : dhs.length - 1;
  return dhs.map((dh, t) => (t === at || has("dhN-at-every-step") ? dh.plus(end) : dh));
}

interface Back {
  readonly dxs: Matrix[];
  readonly dh0: Matrix;
  readonly grads: RnnParams;
}

function back({ Wx, Wh, b }: RnnParams, { tape }: Way, dhs: Matrix[]): Back {
  const params = { Wx, Wh, b };
  const grads = zerosLike(params);
  const dStates = dhs.map((h) => ({ h }));
  const { dxs, dInitial } = backpropagate(rnn, params, tape, dStates, grads);
  return { dxs, dh0: dInitial.h, grads };
}

function finish({ l, r }: { l: Back; r: Back }, xs: Matrix[], has: Has): object {
  const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
  const share = sign / ((has("grads-halved") ? 2 : 1) * (has("mean-over-batch") ? xs[0].rows : 1));
  const rightDxs = has("dxs-not-turned") || has("both-from-left") ? r.dxs : r.dxs.toReversed();
  const dxs = l.dxs.map((dx, t) => combined(dx, rightDxs[t], has).scale(sign));
  const scaled = ({ Wx, Wh, b }: RnnParams, factor: number): RnnParams => ({
    Wx: Wx.scale(factor),
    Wh: Wh.scale(factor),
    b: b.scale(factor),
  });
  const sum = {
    Wx: l.grads.Wx.plus(r.grads.Wx),
    Wh: l.grads.Wh.plus(r.grads.Wh),
    b: l.grads.b.plus(r.grads.b),
  };
  const forward = scaled(has("grads-summed") ? sum : l.grads, has("grads-of-backward-only") ? 0 : share);
  const backward = scaled(has("grads-summed") ? sum : r.grads, has("grads-of-forward-only") ? 0 : share);
  const initial = has("dh0-summed") ? { l: l.dh0.plus(r.dh0), r: l.dh0.plus(r.dh0) } : { l: l.dh0, r: r.dh0 };
  const dh0 = each({ forward: initial.l, backward: initial.r }, (d) => d.scale(has("dh0-zero") ? 0 : sign));
  return {
    dxs: has("dxs-reversed") ? dxs.reverse() : dxs,
    dh0: has("dh0-swapped") ? { forward: dh0.backward, backward: dh0.forward } : dh0,
    grads: has("grads-swapped") ? { forward: backward, backward: forward } : { forward, backward },
  };
}

function combined(left: Matrix, right: Matrix, has: Has): Matrix {
  if (has("dxs-of-forward-only")) return left;
  if (has("dxs-of-backward-only")) return right;
  if (has("dxs-product")) return left.times(right);
  return left.plus(right).scale(has("dxs-mean") ? 0.5 : 1);
}
