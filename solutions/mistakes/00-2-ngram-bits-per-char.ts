/** Known mistakes of X0.2, what counting alone can predict. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  nats: "the natural logarithm is taken instead of log₂: nats instead of bits",
  "decimal-logarithm": "the logarithm to base 10 is taken instead of log₂",
  "sign-lost": "the minus sign is left out",
  "not-averaged": "the bits are added up and not divided by the number of predicted symbols",
  "all-symbols-in-n": "the sum is divided by all symbols of the test, the first of each sequence too",
  "mean-of-means": "each sequence is averaged first, and then the sequences, however long they are",
  perplexity: "two to the power of the bits is returned: the perplexity",
  "no-alpha": "α is not added to the counts",
  "alpha-ignored": "the α that was given is ignored, and 1 is used",
  "alpha-not-in-sum": "α is added to the count, but not to the sum below it",
  "alpha-once-in-sum": "α is added once to the sum below instead of once for every symbol",
  "counted-in-test": "the counts are those of the test, which should be predicted without having been seen",
  "counted-in-both": "the counts are those of train and test together",
  "tested-on-train": "train is predicted instead of test",
  "first-symbol-counted": "for n = 1 the first symbol of each sequence is counted in train",
  "first-symbol-predicted": "for n = 1 the first symbol of each sequence is predicted",
  "across-sequences":
    "the sequences of train are joined, so that the end of one counts as the context of the next",
  "always-unigram": "the symbol before is not looked at: n = 2 gives what n = 1 gives",
  "always-bigram": "the symbol before is looked at for n = 1 too",
  "pair-reversed": "for n = 2 the pair is counted the wrong way round: (c, b) for (b, c)",
  joint: "for n = 2 the joint probability of the pair is taken instead of p(c | b)",
  "two-back": "for n = 2 the context is the symbol two places back",
  "normalised-over-contexts": "for n = 2 the sum runs over the contexts b instead of the symbols c",
  "mean-probability": "the logarithm is taken of the mean probability instead of the mean of the logarithms",
  entropy: "the expected bits under the model's own p are averaged instead of those of the symbol that came",
  uniform: "every symbol is taken for equally likely",
  zero: "zero is returned",
};

type Has = (id: keyof typeof clauses) => boolean;

interface Settings {
  readonly symbols: number;
  readonly n: 1 | 2;
  readonly alpha?: number;
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    ngramBitsPerChar(train: number[][], test: number[][], { symbols, n, alpha = 1 }: Settings) {
      if (has("zero")) return 0;
      const used = has("alpha-ignored") ? 1 : has("no-alpha") ? 0 : alpha;
      const pair = has("always-bigram") || (n === 2 && !has("always-unigram"));
      const seen = has("counted-in-test") ? test : has("counted-in-both") ? [...train, ...test] : train;
      const counts = count(seen, { symbols, pair, n }, has);
      const bitsOf = (p: number): number =>
        -(has("nats") ? Math.log(p) : has("decimal-logarithm") ? Math.log10(p) : Math.log2(p));
      const probability = (b: number, c: number): number => {
        if (has("uniform")) return 1 / symbols;
        const weights = has("alpha-not-in-sum") ? 0 : has("alpha-once-in-sum") ? used / symbols : used;
        return (
          (counts[b][c] + used) /
          totalOf(counts, { b, c, weight: weights, joint: pair && has("joint") }, pair, has)
        );
      };
      const bySequence = (has("tested-on-train") ? train : test).map((sequence) =>
        predictions(sequence, { pair, n }, has).map(([b, c]) => ({ b, c })),
      );
      const expected = ({ b, c }: { b: number; c: number }): number => {
        if (!has("entropy")) return bitsOf(probability(b, c));
        return counts[b].reduce((sum, _, k) => sum + probability(b, k) * bitsOf(probability(b, k)), 0);
      };
      const value = average(
        bySequence.map((places) => places.map(expected)),
        test,
        has,
      );
      const all = bySequence.flat().map(({ b, c }) => probability(b, c));
      const bits = has("mean-probability") ? bitsOf(mean(all)) : value;
      const signed = has("sign-lost") ? -bits : bits;
      return has("perplexity") ? 2 ** signed : signed;
    },
  }),
  { grave: ["zero"] },
);

interface Context {
  /** The symbol before is looked at. */
  readonly pair: boolean;
  readonly n: 1 | 2;
}

/** counts[b][c]; one row where the symbol before is not looked at. */
function count(
  train: readonly number[][],
  { symbols, pair, n }: Context & { symbols: number },
  has: Has,
): number[][] {
  const counts = Array.from({ length: pair ? symbols : 1 }, () => new Array<number>(symbols).fill(0));
  const sequences = has("across-sequences") ? [train.flat()] : train;
  for (const sequence of sequences) {
    if (n === 1 && has("first-symbol-counted") && !pair) counts[0][sequence[0]]++;
    for (let t = 1; t < sequence.length; t++) {
      const b = pair ? sequence[Math.max(0, t - (has("two-back") ? 2 : 1))] : 0;
      if (pair && has("pair-reversed")) counts[sequence[t]][b]++;
      else counts[b][sequence[t]]++;
    }
  }
  return counts;
}

/** Context and symbol of every place that is predicted. */
function predictions(sequence: readonly number[], { pair, n }: Context, has: Has): [number, number][] {
  const places: [number, number][] = [];
  if (n === 1 && has("first-symbol-predicted") && !pair) places.push([0, sequence[0]]);
  for (let t = 1; t < sequence.length; t++) {
    const b = pair ? sequence[Math.max(0, t - (has("two-back") ? 2 : 1))] : 0;
    places.push([b, sequence[t]]);
  }
  return places;
}

function totalOf(
  counts: readonly number[][],
  { b, c, weight, joint }: { b: number; c: number; weight: number; joint: boolean },
  pair: boolean,
  has: Has,
): number {
  const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v + weight, 0);
  if (joint) return counts.reduce((total, row) => total + sum(row), 0);
  if (pair && has("normalised-over-contexts")) return sum(counts.map((row) => row[c]));
  return sum(counts[b]);
}

function average(bySequence: readonly number[][], test: readonly number[][], has: Has): number {
  const total = bySequence.flat().reduce((sum, v) => sum + v, 0);
  if (has("not-averaged")) return total;
  if (has("mean-of-means")) return mean(bySequence.map(mean));
  return total / (has("all-symbols-in-n") ? test.flat().length : bySequence.flat().length);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / Math.max(1, values.length);
