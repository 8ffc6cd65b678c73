/** Known mistakes of X2.2, the loss of a batch of sequences of different lengths. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "mask-ignored": "the mask is ignored: filling counts like everything else (a target of −1 as class 0)",
  "gradient-not-masked": "the loss is masked, but the gradient is not: filling still pulls at the weights",
  "loss-not-masked": "the gradient is masked, but the loss is not",
  "mask-reversed": "filling counts, and what counts is left out",
  "mask-of-first-example": "the mask of example 0 is used for every example",
  "mask-one-late": "at each time step the mask of the time step before is used",
  "scores-masked":
    "the scores of filling are set to 0 instead of leaving it out, so that it still costs log(classes)",
  "mean-over-all": "“mean” divides by all places, filling too",
  "mean-over-time": "“mean” divides by the number of time steps",
  "mean-over-batch": "“mean” divides by the batch size",
  "mean-of-steps":
    "“mean” averages each time step by itself and then over the time steps, however many places count in each",
  "mean-of-examples":
    "“mean” averages each sequence by itself and then over the sequences, however long they are",
  "always-sum": "“mean” gives the sum",
  "always-mean": "“sum” gives the mean",
  "reductions-exchanged": "“sum” and “mean” are exchanged",
  "gradient-not-divided": "the loss is divided by the number of places, but the gradient is not",
  "loss-not-divided": "the gradient is divided by the number of places, but the loss is not",
  bits: "log₂ is taken: the loss is in bits instead of nats",
  "sign-of-loss": "the loss has the wrong sign",
  "sign-of-gradient": "the gradient has the wrong sign",
  "one-hot-missing": "the gradient is the probabilities alone; the one-hot target is not taken away",
  "target-plus-1": "classes are counted from 1",
  "last-step-only": "only the last time step counts",
  "first-example-only": "only the first example counts",
  "probability-not-logarithm": "the loss is 1 − p instead of −log p",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    maskedSequenceLoss(logits: Matrix[], targets: number[][], mask: number[][], reduction: "sum" | "mean") {
      const marks = mask.map((row, t) => row.map((_, r) => markOf(mask, t, r, has)));
      const weights = weightsOf(marks, reduction, has);
      let loss = 0;
      const dLogits = logits.map((scores, t) => {
        const dz = new Matrix(scores.rows, scores.cols);
        for (let r = 0; r < scores.rows; r++) {
          const hidden = has("scores-masked") && marks[t][r] === 0;
          const row = Array.from(scores.row(r).data, (v) => (hidden ? 0 : v));
          const [inLoss, inGradient] = [weights.loss[t][r], weights.gradient[t][r]];
          const { cost, slopes } = place(row, targets[t][r], has);
          if (inLoss !== 0) loss += inLoss * cost;
          slopes.forEach((slope, c) => {
            if (inGradient !== 0 && !hidden) dz.data[r * scores.cols + c] = inGradient * slope;
          });
        }
        return dz;
      });
      if (has("zero")) return { loss: 0, dLogits: dLogits.map((dz) => dz.map(() => 0)) };
      return { loss: has("sign-of-loss") ? -loss : loss, dLogits };
    },
  }),
  { grave: ["zero"] },
);

/** Whether example r counts at time step t. */
function markOf(mask: readonly number[][], t: number, r: number, has: Has): number {
  const [last, rows] = [mask.length - 1, mask[t].length];
  if ((has("last-step-only") && t < last) || (has("first-example-only") && r > 0)) return 0;
  if (has("mask-ignored")) return 1;
  const step = has("mask-one-late") ? Math.max(0, t - 1) : t;
  const m = mask[step][has("mask-of-first-example") ? 0 : r % rows];
  return has("mask-reversed") ? 1 - m : m;
}

/** What each place counts in the loss and in the gradient. */
function weightsOf(
  marks: readonly number[][],
  reduction: "sum" | "mean",
  has: Has,
): { loss: number[][]; gradient: number[][] } {
  const exchanged = has("reductions-exchanged") !== (reduction === "mean");
  const mean = (exchanged || has("always-mean")) && !has("always-sum");
  const divided = marks.map((row, t) => row.map((m, r) => (mean ? 1 / divisorOf(marks, t, r, has) : 1) * m));
  const whole = marks.map((row) => [...row]);
  const counted = has("scores-masked") || has("loss-not-masked");
  const all = marks.map((row, t) => row.map((_, r) => (mean ? 1 / divisorOf(marks, t, r, has) : 1)));
  return {
    loss: has("loss-not-divided") ? whole : counted ? all : divided,
    gradient: has("gradient-not-divided") ? whole : has("gradient-not-masked") ? all : divided,
  };
}

function divisorOf(marks: readonly number[][], t: number, r: number, has: Has): number {
  const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
  const [steps, batch] = [marks.length, marks[0].length];
  if (has("mean-over-all")) return steps * batch;
  if (has("mean-over-time")) return steps;
  if (has("mean-over-batch")) return batch;
  if (has("mean-of-steps")) return steps * Math.max(1, sum(marks[t]));
  if (has("mean-of-examples")) return batch * Math.max(1, sum(marks.map((row) => row[r])));
  return Math.max(1, sum(marks.flat()));
}

/** Cost and gradient at one place. */
function place(z: readonly number[], given: number, has: Has): { cost: number; slopes: number[] } {
  const target = Math.min(z.length - 1, Math.max(0, given - (has("target-plus-1") ? 1 : 0)));
  const max = Math.max(...z);
  const sum = z.reduce((total, v) => total + Math.exp(v - max), 0);
  const probs = z.map((v) => Math.exp(v - max) / sum);
  const nats = Math.log(sum) - (z[target] - max);
  const cost = has("bits") ? nats / Math.LN2 : has("probability-not-logarithm") ? 1 - probs[target] : nats;
  const sign = has("sign-of-gradient") ? -1 : 1;
  const hit = has("one-hot-missing") ? 0 : 1;
  return { cost, slopes: probs.map((p, c) => sign * (p - (c === target ? hit : 0))) };
}
