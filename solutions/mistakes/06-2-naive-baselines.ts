/** Known mistakes of X6.2, what can be had without a memory. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "adding-one-mark": "the adding problem's answer is the mean of one number instead of their sum",
  "adding-answer-zero": "the adding problem's constant answer is 0, with the error that belongs to it",
  "adding-answer-highest": "the adding problem's constant answer is the largest possible sum",
  "adding-one-variance": "the adding problem's error is the variance of one number; variances add up",
  "adding-squared-marks": "the adding problem's error is multiplied by marks² instead of marks",
  "adding-deviation": "the adding problem's error is the standard deviation instead of the variance",
  "adding-range-not-squared": "high − low stands where (high − low)² belongs",
  "adding-unit-interval": "the adding problem's numbers are taken to lie in [0, 1)",
  "adding-third": "the variance of a uniform number is taken to be (high − low)²/3 instead of /12",
  "copy-summed": "the copy task's cross-entropy is the sum over the time steps instead of their mean",
  "copy-over-answers":
    "the copy task's cross-entropy is ln(symbols), that of the answers alone: the blanks cost nothing, but they count as time steps",
  "copy-half-length": "the copy task is taken to have length + lag time steps instead of 2·length + lag",
  "copy-vocabulary":
    "the copy task's answers are taken from symbols + 2 tokens, the blank and the signal included",
  "copy-bits": "the copy task's cross-entropy is in bits instead of nats",
  "copy-accuracy-over-all": "the copy task's accuracy counts the blanks too",
  "order-marks-classes": "temporal order is taken to have as many classes as marks",
  "order-squared-classes": "temporal order is taken to have marks² classes instead of 2^marks",
  "order-half": "temporal order is taken to have two classes",
  "order-bits": "temporal order's cross-entropy is in bits instead of nats",
  "reber-half": "T and P are taken to be equally likely",
  "reber-always-T": "the Reber answer is always T, also where P is more likely",
  "reber-in-proportion": "the Reber answers are drawn in proportion, right with p² + (1 − p)²",
  "reber-less-likely": "the Reber accuracy is that of the less likely symbol",
  "reber-one-term": "the Reber cross-entropy has the term of T only",
  "reber-sure": "the Reber cross-entropy is −ln of the likelier symbol's probability",
  "reber-bits": "the Reber cross-entropy is in bits instead of nats",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

interface Baseline {
  readonly crossEntropy: number;
  readonly accuracy: number;
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    naiveAdding: (given: { low: number; high: number; marks: number }) => adding(given, has),
    naiveCopy: (given: { length: number; symbols: number; lag: number }) => copy(given, has),
    naiveTemporalOrder: (marks: number) => temporalOrder(marks, has),
    naiveEmbeddedReber: (p: number) => reber(p, has),
  }),
  { grave: ["zero"] },
);

function adding(
  given: { low: number; high: number; marks: number },
  has: Has,
): { answer: number; meanSquaredError: number } {
  if (has("zero")) return { answer: 0, meanSquaredError: 0 };
  const { low, high } = has("adding-unit-interval") ? { low: 0, high: 1 } : given;
  const { marks } = given;
  const mean = ((has("adding-one-mark") ? 1 : marks) * (low + high)) / 2;
  const range = has("adding-range-not-squared") ? high - low : (high - low) ** 2;
  const one = range / (has("adding-third") ? 3 : 12);
  const count = has("adding-one-variance") ? 1 : has("adding-squared-marks") ? marks ** 2 : marks;
  const error = has("adding-deviation") ? Math.sqrt(count * one) : count * one;
  if (has("adding-answer-zero")) return { answer: 0, meanSquaredError: error + mean ** 2 };
  if (has("adding-answer-highest")) return { answer: marks * high, meanSquaredError: error };
  return { answer: mean, meanSquaredError: error };
}

function copy(
  { length, symbols, lag }: { length: number; symbols: number; lag: number },
  has: Has,
): Baseline {
  if (has("zero")) return { crossEntropy: 0, accuracy: 0 };
  const choices = has("copy-vocabulary") ? symbols + 2 : symbols;
  const nats = has("copy-bits") ? Math.log2(choices) : Math.log(choices);
  const all = (has("copy-half-length") ? length : 2 * length) + lag;
  const steps = has("copy-summed") ? 1 : has("copy-over-answers") ? length : all;
  const accuracy = has("copy-accuracy-over-all") ? (length / choices + length + lag) / all : 1 / choices;
  return { crossEntropy: (length * nats) / steps, accuracy };
}

function temporalOrder(marks: number, has: Has): Baseline {
  if (has("zero")) return { crossEntropy: 0, accuracy: 0 };
  const classes = has("order-marks-classes")
    ? marks
    : has("order-squared-classes")
      ? marks ** 2
      : has("order-half")
        ? 2
        : 2 ** marks;
  return { crossEntropy: has("order-bits") ? Math.log2(classes) : Math.log(classes), accuracy: 1 / classes };
}

function reber(probability: number, has: Has): Baseline {
  if (has("zero")) return { crossEntropy: 0, accuracy: 0 };
  const p = has("reber-half") ? 0.5 : probability;
  const q = 1 - p;
  const log = has("reber-bits") ? Math.log2 : Math.log;
  const second = has("reber-one-term") ? 0 : -q * log(q);
  const crossEntropy = has("reber-sure") ? -log(Math.max(p, q)) : -p * log(p) + second;
  const accuracy = has("reber-always-T")
    ? p
    : has("reber-in-proportion")
      ? p * p + q * q
      : has("reber-less-likely")
        ? Math.min(p, q)
        : Math.max(p, q);
  return { crossEntropy, accuracy };
}
