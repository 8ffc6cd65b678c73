/** Known mistakes of X3.3, a gradient check with central differences. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "forward-difference": "the difference is taken on one side: (L(θ + ε) − L(θ)) / ε",
  "backward-difference": "the difference is taken on one side: (L(θ) − L(θ − ε)) / ε",
  "divided-by-epsilon": "the central difference is divided by ε instead of 2ε",
  "not-divided": "the difference is not divided by 2ε",
  "sides-swapped": "the difference is taken the wrong way round: L(θ − ε) − L(θ + ε)",
  "not-put-back": "an element is not put back before the next one is moved",
  "all-at-once": "all elements are moved at once instead of one at a time",
  "epsilon-ignored": "the epsilon that was given is ignored, and 1e-5 is used",
  "absolute-error": "the error is not divided by the size of the two gradients",
  "never-absolute": "the error is always divided by |analytic| + |numeric|, also where that is below 1",
  "relative-to-analytic": "the error is divided by max(1, |analytic|) alone",
  "relative-to-larger":
    "the error is divided by the larger of the two gradients (at least 1) instead of their sum",
  "no-absolute-value": "the sign of analytic − numeric is kept, so that errors below zero go unseen",
  squared: "the error is squared",
  sum: "the errors are added up instead of taking the largest",
  mean: "the errors are averaged instead of taking the largest",
  smallest: "the smallest error is returned instead of the largest",
  "last-element": "the error of the last element is returned instead of the largest",
  "first-row-only": "only the first row of theta is checked",
  "first-element-skipped": "the first element of theta is never checked",
  "last-element-skipped": "the last element of theta is never checked",
  "worst-from-1": "worst counts from 1 instead of 0",
  "worst-is-row": "worst is the row of the element instead of its index",
  "worst-is-last": "worst is the index of the last element checked, not of the worst one",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    gradCheck(loss: (theta: Matrix) => number, theta: Matrix, analytic: Matrix, given = 1e-5) {
      if (has("zero")) return { maxRelativeError: 0, worst: 0 };
      const epsilon = has("epsilon-ignored") ? 1e-5 : given;
      const moved = theta.map((v) => v);
      const lossAt = (i: number, shift: number): number => {
        for (let k = 0; k < moved.data.length; k++)
          if (k === i || has("all-at-once")) moved.data[k] = theta.data[k] + shift;
        const value = loss(moved);
        const stays = has("not-put-back") && shift < 0;
        if (!stays)
          for (let k = 0; k < moved.data.length; k++)
            if (k === i || has("all-at-once")) moved.data[k] = theta.data[k];
        return value;
      };
      const first = has("first-element-skipped") ? 1 : 0;
      const end = has("first-row-only")
        ? theta.cols
        : theta.data.length - (has("last-element-skipped") ? 1 : 0);
      const errors: number[] = [];
      for (let i = first; i < end; i++) {
        const numeric = difference(lossAt, i, epsilon, has);
        errors.push(errorOf(analytic.data[i], numeric, has));
      }
      const { value, at } = summarize(errors, has);
      const index = has("worst-is-last") ? end - 1 : at + first;
      const worst = has("worst-is-row")
        ? Math.floor(index / theta.cols)
        : has("worst-from-1")
          ? index + 1
          : index;
      return { maxRelativeError: value, worst };
    },
  }),
  { grave: ["zero"] },
);

function difference(
  lossAt: (i: number, shift: number) => number,
  i: number,
  epsilon: number,
  has: Has,
): number {
  const above = has("backward-difference") ? lossAt(i, 0) : lossAt(i, epsilon);
  const below = has("forward-difference") ? lossAt(i, 0) : lossAt(i, -epsilon);
  const oneSided = has("forward-difference") || has("backward-difference");
  const width = has("not-divided") ? 1 : oneSided || has("divided-by-epsilon") ? epsilon : 2 * epsilon;
  return (has("sides-swapped") ? below - above : above - below) / width;
}

function errorOf(analytic: number, numeric: number, has: Has): number {
  const [a, n] = [Math.abs(analytic), Math.abs(numeric)];
  let size = Math.max(1, a + n);
  if (has("absolute-error")) size = 1;
  else if (has("never-absolute")) size = a + n;
  else if (has("relative-to-analytic")) size = Math.max(1, a);
  else if (has("relative-to-larger")) size = Math.max(1, a, n);
  const error = (has("no-absolute-value") ? analytic - numeric : Math.abs(analytic - numeric)) / size;
  return has("squared") ? error * error : error;
}

function summarize(errors: readonly number[], has: Has): { value: number; at: number } {
  const total = errors.reduce((sum, error) => sum + error, 0);
  let at = 0;
  errors.forEach((error, i) => {
    if (has("smallest") ? error < errors[at] : error > errors[at]) at = i;
  });
  if (has("last-element")) at = errors.length - 1;
  const largest = has("no-absolute-value") ? Math.max(0, errors[at]) : errors[at];
  return { value: has("sum") ? total : has("mean") ? total / errors.length : largest, at };
}
