/** Known mistakes of X11.2, from losses to perplexity. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "mask-ignored": "the padding is counted",
  "divided-by-all": "the sum over the true tokens is divided by the number of all tokens, padding included",
  "mask-inverted": "only the padding is counted",
  "two-to-the-nats": "2 is raised to the mean in nats; with nats the base is e",
  "e-to-the-bits": "e is raised to the mean in bits; with bits the base is 2",
  "mean-of-exps": "the mean is taken after the exponential, over 1/p, instead of before it",
  "sum-for-mean": "the sum of the losses is taken instead of their mean",
  "not-exponentiated": "the mean is returned without the exponential",
  inverse: "the sign is wrong: the mean probability comes out instead of the perplexity",
  median: "the median is taken instead of the mean",
  "root-of-product": "the square root is taken of what the exponential gives",
  "ten-to-the": "10 is raised to the mean",
  "last-token-only": "only the last true token is counted",
  "first-token-left-out": "the first true token is left out",
  "largest-loss": "the largest loss is taken instead of the mean",
  "bits-in-nats": "bitsPerToken gives nats: the division by ln 2 is missing",
  "bits-times-ln2": "bitsPerToken multiplies by ln 2 instead of dividing",
  "bits-of-perplexity-e": "bitsPerToken is the natural logarithm divided by ln 10",
  "bits-total": "bitsPerToken is the sum over all tokens instead of the mean",
  "empty-one": "with no token to count the answer is 1 or 0 instead of NaN",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    perplexity(nll: Float64Array, mask: Uint8Array): number {
      if (has("zero")) return 0;
      const counted = countedOf(nll, mask, has);
      if (counted.length === 0) return has("empty-one") ? 1 : Number.NaN;
      if (has("mean-of-exps")) return counted.reduce((sum, v) => sum + Math.exp(v), 0) / counted.length;
      const mean = averageOf(counted, nll.length, has);
      if (has("not-exponentiated")) return mean;
      if (has("two-to-the-nats")) return 2 ** mean;
      if (has("e-to-the-bits")) return Math.exp(mean / Math.LN2);
      if (has("ten-to-the")) return 10 ** mean;
      return Math.exp(has("inverse") ? -mean : has("root-of-product") ? mean / 2 : mean);
    },
    bitsPerToken(nll: Float64Array, mask: Uint8Array): number {
      if (has("zero")) return 0;
      const counted = countedOf(nll, mask, has);
      if (counted.length === 0) return has("empty-one") ? 0 : Number.NaN;
      const mean = averageOf(counted, nll.length, has);
      if (has("bits-in-nats")) return mean;
      if (has("bits-times-ln2")) return mean * Math.LN2;
      if (has("bits-of-perplexity-e")) return mean / Math.LN10;
      return (mean / Math.LN2) * (has("bits-total") ? counted.length : 1);
    },
  }),
  { grave: ["zero"] },
);

function countedOf(nll: Float64Array, mask: Uint8Array, has: Has): number[] {
  if (has("mask-ignored")) return [...nll];
  const wanted = has("mask-inverted") ? 0 : 1;
  const counted = [...nll].filter((_, k) => mask[k] === wanted);
  if (has("last-token-only")) return counted.slice(-1);
  return has("first-token-left-out") ? counted.slice(1) : counted;
}

function averageOf(counted: number[], all: number, has: Has): number {
  const sum = counted.reduce((total, v) => total + v, 0);
  if (has("sum-for-mean")) return sum;
  if (has("divided-by-all")) return sum / all;
  if (has("largest-loss")) return Math.max(...counted);
  if (has("median")) return [...counted].sort((a, b) => a - b)[Math.floor(counted.length / 2)];
  return sum / counted.length;
}
