/** Known mistakes of X2.3, yes-or-no questions from scores. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "log-of-sigmoid": "log p and log(1 − p) are taken as they stand, which fails where p is 0 or 1",
  clamped: "p is kept away from 0 and 1 before the logarithm, which falsifies large scores",
  overflow: "log(1 + exp(z)) is computed with exp of a large number",
  "only-yes": "the term (1 − y) log(1 − p) is left out",
  "only-no": "the term y log p is left out",
  "targets-exchanged": "y and 1 − y are exchanged",
  "sign-of-loss": "the loss has the wrong sign",
  "sign-of-gradient": "the gradient has the wrong sign",
  bits: "log₂ is taken: bits instead of nats",
  "mean-over-outputs": "loss and gradient are divided by the number of outputs too",
  "not-averaged": "loss and gradient are not divided by the batch size",
  "gradient-not-averaged": "the loss is divided by the batch size, but the gradient is not",
  "loss-not-averaged": "the gradient is divided by the batch size, but the loss is not",
  "slope-of-sigmoid": "the gradient is multiplied by p (1 − p), which has cancelled already",
  "gradient-by-p": "the gradient by p is returned, (p − y) / (p (1 − p)), not that by z",
  "gradient-is-p": "the gradient is p; y is not taken away",
  "scores-minus-targets": "the gradient is z − y instead of σ(z) − y",
  "z-for-max": "z stands where max(z, 0) belongs",
  "no-absolute-value": "exp(−z) stands where exp(−|z|) belongs",
  "correction-left-out": "log(1 + exp(−|z|)) is left out",
  "squared-error": "(p − y)² is taken instead of the cross-entropy",
  "targets-rounded": "targets between 0 and 1 are rounded",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    bceWithLogits(logits: Matrix, given: Matrix) {
      const targets = given.map((v) => {
        const y = has("targets-rounded") ? Math.round(v) : v;
        return has("targets-exchanged") ? 1 - y : y;
      });
      const outputs = has("mean-over-outputs") ? logits.cols : 1;
      const batch = has("not-averaged") ? 1 : logits.rows * outputs;
      let loss = 0;
      logits.data.forEach((z, k) => {
        loss += lossOf(z, targets.data[k], has);
      });
      const dLogits = logits.map((z, k) => gradientOf(z, targets.data[k], has));
      if (has("zero")) return { loss: 0, dLogits: dLogits.map(() => 0) };
      return {
        loss: (has("sign-of-loss") ? -loss : loss) / (has("loss-not-averaged") ? 1 : batch),
        dLogits: dLogits.map((v) => v / (has("gradient-not-averaged") ? 1 : batch)),
      };
    },
  }),
  { grave: ["zero"] },
);

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function lossOf(z: number, y: number, has: Has): number {
  const p = sigmoid(z);
  if (has("squared-error")) return (p - y) ** 2;
  // − log σ(z) and − log(1 − σ(z)), without a log of 0
  const [yes, no] = [softplus(-z, has), softplus(z, has)];
  if (has("only-yes")) return y * yes;
  if (has("only-no")) return (1 - y) * no;
  const clamp = (v: number): number => Math.max(1e-7, Math.min(1 - 1e-7, v));
  let nats = y * yes + (1 - y) * no;
  if (has("log-of-sigmoid")) nats = -y * Math.log(p) - (1 - y) * Math.log(1 - p);
  if (has("clamped")) nats = -y * Math.log(clamp(p)) - (1 - y) * Math.log(1 - clamp(p));
  if (has("overflow")) nats = Math.log(1 + Math.exp(z)) - z * y;
  if (has("z-for-max")) nats = z - z * y + Math.log1p(Math.exp(-Math.abs(z)));
  return has("bits") ? nats / Math.LN2 : nats;
}

/** log(1 + exp(z)). */
function softplus(z: number, has: Has): number {
  const distance = has("no-absolute-value") ? z : Math.abs(z);
  return Math.max(z, 0) + (has("correction-left-out") ? 0 : Math.log1p(Math.exp(-distance)));
}

function gradientOf(z: number, y: number, has: Has): number {
  const p = sigmoid(z);
  if (has("gradient-is-p")) return p;
  if (has("scores-minus-targets")) return z - y;
  const sign = has("sign-of-gradient") ? -1 : 1;
  if (has("squared-error")) return 2 * sign * (p - y) * p * (1 - p);
  if (has("slope-of-sigmoid")) return sign * (p - y) * p * (1 - p);
  return (sign * (p - y)) / (has("gradient-by-p") ? p * (1 - p) : 1);
}
