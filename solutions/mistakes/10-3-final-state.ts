/** Known mistakes of X10.3, the final state of a layer that reads in both directions. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "last-true-output":
    "both halves are taken at the last true time step, where the backward half has read one input only",
  "last-output": "both halves are taken from the last output, padding or not",
  "first-output":
    "both halves are taken from the first output, where the forward half has read one input only",
  "halves-exchanged-in-time":
    "the forward half is taken at the first time step and the backward half at the last true one",
  "lengths-ignored": "the forward half is taken from the last output, also where that is padding",
  "lengths-off-by-one":
    "the forward half is taken at time step lengths[r], one too far (or the last where there is none)",
  "one-step-early": "the forward half is taken one time step too early",
  "length-of-first": "the length of the first example is used for all",
  "longest-length": "the longest length is used for all examples",
  "shortest-length": "the shortest length is used for all examples",
  "lengths-reversed": "the lengths are given to the examples in reverse order",
  "backward-in-padding": "the backward half is taken from the last output, in the padding",
  "backward-second": "the backward half is taken at time step 1 instead of 0",
  "halves-swapped": "the two halves change places in the result",
  "halves-added": "each half of the result is the sum of both",
  "every-other-column": "the columns are parted into even and odd ones instead of a left and a right half",
  mean: "the mean over the true time steps is taken",
  sum: "the sum over the true time steps is taken",
  max: "the largest value over the true time steps is taken",
  "mean-of-ends": "the mean of the first and the last true output is taken",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    finalState(output: Matrix[], lengths: Int32Array): Matrix {
      const width = output[0].cols;
      const half = width / 2;
      const picked = output[0].map((_, k) => {
        const [row, column] = [Math.floor(k / width), k % width];
        const steps = output.slice(0, lengthOf(lengths, row, has)).map(({ data }) => data[k]);
        const isForward = has("every-other-column") ? column % 2 === 0 : column < half;
        return elementOf(steps, output, k, isForward, has);
      });
      if (has("zero")) return picked.scale(0);
      const partner = (k: number): number => {
        const column = k % width;
        return picked.data[k - column + ((column + half) % width)];
      };
      if (has("halves-swapped")) return picked.map((_, k) => partner(k));
      return has("halves-added") ? picked.map((v, k) => v + partner(k)) : picked;
    },
  }),
  { grave: ["zero"] },
);

function lengthOf(lengths: Int32Array, row: number, has: Has): number {
  if (has("length-of-first")) return lengths[0];
  if (has("longest-length")) return Math.max(...lengths);
  if (has("shortest-length")) return Math.min(...lengths);
  return lengths[has("lengths-reversed") ? lengths.length - 1 - row : row];
}

/** steps: the values of one element at the true time steps. */
function elementOf(steps: number[], output: Matrix[], k: number, isForward: boolean, has: Has): number {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  const end = output[output.length - 1].data[k];
  const sum = steps.reduce((a, b) => a + b);
  if (has("mean")) return sum / steps.length;
  if (has("sum")) return sum;
  if (has("max")) return Math.max(...steps);
  if (has("mean-of-ends")) return (first + last) / 2;
  if (has("last-output")) return end;
  if (has("first-output")) return first;
  if (has("last-true-output")) return last;
  const early = isForward !== has("halves-exchanged-in-time");
  if (!early) {
    if (has("backward-in-padding")) return end;
    return has("backward-second") ? output[1].data[k] : first;
  }
  if (has("lengths-ignored")) return end;
  if (has("lengths-off-by-one")) return output[Math.min(steps.length, output.length - 1)].data[k];
  return has("one-step-early") ? (steps[steps.length - 2] ?? first) : last;
}
