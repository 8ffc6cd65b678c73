/** Known mistakes of X4.3, the length of the gradient by lag. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnParams } from "../04-3-gradient-norm-by-lag.ts";

const clauses = {
  reversed: "the norms come out from h0 to the last state",
  "squared-norm": "the root is missing: the squares are added up",
  "sum-of-absolutes": "the absolute values are added up instead of the squares",
  "largest-element": "the largest absolute value stands for the norm",
  "mean-square": "the root of the mean of the squares is taken instead of their sum",
  "first-example-only": "only the first example of the batch counts in the norm",
  "mean-over-batch": "the norms of the examples are averaged instead of taking all as one vector",
  relative: "every norm is divided by the first",
  logarithm: "the logarithm of the norm is returned",
  "one-lag-short": "the last lag, that of h0, is left out",
  "lag-0-missing": "lag 0 is left out: the list begins with lag 1",
  "no-slope": "the slope of tanh, 1 − h², is left out",
  "slope-1-minus-h": "1 − h stands where 1 − h² belongs",
  "slope-sigmoid": "the slope of the sigmoid, h (1 − h), stands where 1 − h² belongs",
  "slope-of-previous": "the slope is taken at h[t−1] instead of h[t]",
  "slope-of-last": "the slope of the last time step is used at every time step",
  "slope-after-weights": "the slope is multiplied in after Whᵀ instead of before it",
  "Wh-not-transposed": "the gradient is carried back through Wh instead of Whᵀ",
  "without-weights": "the gradient is carried back without Whᵀ",
  "norm-of-dz": "the norm is that of the gradient inside the tanh, dz, instead of that of h",
  "loss-at-every-step": "dhLast is added again at every time step, as if each had its own loss",
  "bias-forgotten": "the bias is left out of the forward pass",
  "input-forgotten": "the input is left out of the forward pass",
  "state-forgotten": "the previous state is left out of the forward pass",
  "h0-forgotten": "the forward pass starts from zeros instead of h0",
  "no-tanh": "the tanh is left out of the forward pass",
  "inputs-reversed": "the forward pass reads the inputs from the last to the first",
  "norms-of-states": "the norms of the states are returned instead of those of the gradients",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    gradientNormByLag(params: RnnParams, xs: Matrix[], h0: Matrix, dhLast: Matrix) {
      const states = forward(params, xs, h0, has);
      const gradients = has("norms-of-states") ? states.toReversed() : backward(params, states, dhLast, has);
      let norms = gradients.map((dh) => normOf(dh, has));
      if (has("relative")) norms = norms.map((norm) => norm / norms[0]);
      if (has("logarithm")) norms = norms.map((norm) => Math.log(norm));
      if (has("zero")) norms = norms.map(() => 0);
      if (has("reversed")) norms.reverse();
      if (has("one-lag-short")) norms.pop();
      return has("lag-0-missing") ? norms.slice(1) : norms;
    },
  }),
  { grave: ["zero"] },
);

/** h0 and the state after each time step. */
function forward({ Wx, Wh, b }: RnnParams, xs: readonly Matrix[], h0: Matrix, has: Has): Matrix[] {
  const none = h0.map(() => 0);
  const states = [has("h0-forgotten") ? none : h0];
  for (const x of has("inputs-reversed") ? xs.toReversed() : xs) {
    const before = states[states.length - 1];
    let z = has("input-forgotten") ? none : x.dot(Wx);
    if (!has("state-forgotten")) z = z.plus(before.dot(Wh));
    if (!has("bias-forgotten")) z = z.plusRow(b);
    states.push(has("no-tanh") ? z : z.tanh());
  }
  return states;
}

/** ∂L/∂h from the last state to h0. */
function backward({ Wh }: RnnParams, states: readonly Matrix[], dhLast: Matrix, has: Has): Matrix[] {
  const weights = has("Wh-not-transposed") ? Wh : Wh.transpose();
  const through = (dz: Matrix): Matrix => (has("without-weights") ? dz : dz.dot(weights));
  const last = states.length - 1;
  const gradients = [dhLast];
  let dh = dhLast;
  for (let t = last; t > 0; t--) {
    const slope = slopeOf(states[has("slope-of-last") ? last : has("slope-of-previous") ? t - 1 : t], has);
    const dz = dh.times(slope);
    dh = has("slope-after-weights") ? through(dh).times(slope) : through(dz);
    if (has("loss-at-every-step")) dh = dh.plus(dhLast);
    gradients.push(has("norm-of-dz") ? dz : dh);
  }
  return gradients;
}

function slopeOf(h: Matrix, has: Has): Matrix {
  if (has("no-slope")) return h.map(() => 1);
  if (has("slope-1-minus-h")) return h.map((v) => 1 - v);
  return has("slope-sigmoid") ? h.map((v) => v * (1 - v)) : h.map((v) => 1 - v * v);
}

function normOf(dh: Matrix, has: Has): number {
  const rows = Array.from({ length: dh.rows }, (_, r) => Array.from(dh.row(r).data));
  const values = has("first-example-only") ? rows[0] : rows.flat();
  const sum = (list: readonly number[]): number => list.reduce((total, v) => total + v, 0);
  if (has("sum-of-absolutes")) return sum(values.map(Math.abs));
  if (has("largest-element")) return Math.max(...values.map(Math.abs));
  if (has("mean-over-batch")) return sum(rows.map((row) => Math.hypot(...row))) / rows.length;
  const squares = sum(values.map((v) => v * v));
  if (has("squared-norm")) return squares;
  return Math.sqrt(has("mean-square") ? squares / values.length : squares);
}
