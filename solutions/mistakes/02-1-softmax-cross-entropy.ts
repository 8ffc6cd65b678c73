/** Known mistakes of X2.1, softmax cross-entropy and its gradient. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  sum: "loss and gradient are summed over the batch instead of averaged",
  "loss-summed": "the loss is summed over the batch instead of averaged",
  "gradient-summed": "the gradient is not divided by the batch size",
  "divided-by-classes-too": "loss and gradient are also divided by the number of classes",
  bits: "the logarithm is taken to base 2: bits instead of nats",
  "no-log": "the logarithm is left out: the loss is minus the probability",
  positive: "the minus sign of the loss is missing",
  "every-class": "the loss adds −log of every class instead of the target's alone",
  entropy: "the loss is the entropy of the probabilities; it does not look at the target",
  "squared-error": "the loss is the squared error between probabilities and one-hot",
  "target-from-1": "targets are taken to count from 1 instead of 0",
  "first-target-for-all": "every row is given the target of the first",
  "softmax-over-batch": "the softmax runs down the columns, over the batch, instead of along the rows",
  sigmoid: "each score goes through a sigmoid of its own instead of one softmax per row",
  "not-shifted": "exp is taken of the bare scores, without subtracting the row's maximum",
  "log-of-probability": "the logarithm is taken of the probability after it has been rounded to 0",
  "one-hot-missing": "the gradient is the probabilities alone: one-hot is not subtracted",
  "probabilities-missing": "the gradient is minus one-hot alone: the probabilities are missing",
  "gradient-negative": "the gradient has the wrong sign: one-hot minus probabilities",
  "gradient-by-probabilities":
    "the gradient is the one with respect to the probabilities, −1/p, not to the logits",
  "sigmoid-slope": "the gradient is also multiplied by p (1 − p), which is already in it",
  "target-only": "the gradient is zero in every class but the target's",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    softmaxCrossEntropy(logits: Matrix, targets: number[]) {
      const { rows: batch, cols: classes } = logits;
      const dLogits = new Matrix(batch, classes);
      if (has("zero")) return { loss: 0, dLogits };
      const logProbs = has("softmax-over-batch")
        ? logSoftmax(logits.transpose(), has).transpose()
        : logSoftmax(logits, has);
      const size = has("divided-by-classes-too") ? batch * classes : batch;
      let loss = 0;
      for (let r = 0; r < batch; r++) {
        const target = targets[has("first-target-for-all") ? 0 : r] - (has("target-from-1") ? 1 : 0);
        const row = Array.from(logProbs.data.slice(r * classes, (r + 1) * classes));
        loss += rowLoss(row, target, has);
        for (let c = 0; c < classes; c++)
          dLogits.data[r * classes + c] =
            slope(row, c, target, has) / (has("sum") || has("gradient-summed") ? 1 : size);
      }
      return { loss: has("sum") || has("loss-summed") ? loss : loss / size, dLogits };
    },
  }),
  { grave: ["zero"] },
);

function logSoftmax({ rows, cols, data }: Matrix, has: Has): Matrix {
  const out = new Matrix(rows, cols);
  for (let r = 0; r < rows; r++) {
    const z = Array.from(data.subarray(r * cols, (r + 1) * cols));
    const shift = has("not-shifted") ? 0 : Math.max(...z);
    const sum = z.reduce((total, v) => total + Math.exp(v - shift), 0);
    for (let c = 0; c < cols; c++) {
      const exact = z[c] - shift - Math.log(sum);
      const rounded = Math.log(Math.exp(z[c] - shift) / sum);
      const single = Math.log(1 / (1 + Math.exp(-z[c])));
      const useRounded = has("not-shifted") || has("log-of-probability");
      out.data[r * cols + c] = has("sigmoid") ? single : useRounded ? rounded : exact;
    }
  }
  return out;
}

function rowLoss(logProbs: readonly number[], target: number, has: Has): number {
  const chosen = logProbs[target] ?? 0;
  const total = (f: (logProb: number, c: number) => number): number =>
    logProbs.reduce((sum, v, c) => sum + f(v, c), 0);
  if (has("every-class")) return -total((v) => v);
  if (has("entropy")) return -total((v) => Math.exp(v) * v);
  if (has("squared-error")) return total((v, c) => (Math.exp(v) - (c === target ? 1 : 0)) ** 2);
  if (has("no-log")) return -Math.exp(chosen);
  const loss = has("positive") ? chosen : -chosen;
  return has("bits") ? loss / Math.LN2 : loss;
}

function slope(logProbs: readonly number[], c: number, target: number, has: Has): number {
  const p = Math.exp(logProbs[c]);
  const y = c === target ? 1 : 0;
  if (has("target-only") && y === 0) return 0;
  if (has("gradient-by-probabilities")) return y === 1 ? -1 / p : 0;
  const d = (has("probabilities-missing") ? 0 : p) - (has("one-hot-missing") ? 0 : y);
  const signed = has("gradient-negative") ? -d : d;
  return has("sigmoid-slope") ? signed * p * (1 - p) : signed;
}
