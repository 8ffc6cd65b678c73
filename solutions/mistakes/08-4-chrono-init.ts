/** Known mistakes of X8.4, chrono initialisation of the LSTM's biases. */

import { createRandom, Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "one-draw": "u is drawn once for all units instead of for each unit",
  "no-log": "the log is left out: bf = u",
  "log-of-limits": "bf itself is uniform between log(1) and log(longestLag − 1)",
  log2: "the logarithm to base 2 is taken instead of the natural one",
  log10: "the logarithm to base 10 is taken instead of the natural one",
  "log-1-plus": "log(1 + u) is taken instead of log(u)",
  "to-longest-lag": "u goes up to longestLag instead of longestLag − 1",
  "from-two": "u starts at 2 instead of 1",
  "to-longest-lag-minus-2": "u goes up to longestLag − 2 instead of longestLag − 1",
  "always-longest": "bf is log(longestLag − 1) for every unit, nothing is drawn",
  "sign-missing": "bi = bf: the minus is forgotten",
  "no-input-bias": "bi stays zero",
  "drawn-twice": "bi is drawn anew instead of being −bf",
  "gates-swapped": "the input gate and the forget gate are swapped: bi = log(u) and bf = −log(u)",
  "order-i-g-f-o": "the row is filled in the order i g f o, so that bf stands in the candidate's quarter",
  "order-interleaved": "the four biases of a unit stand side by side, instead of those of a gate",
  "output-one": "the output gate's bias is 1 instead of 0",
  "forget-plus-one": "1 is added to the bias of the forget gate",
  "seed-ignored": "the seed is ignored, and createRandom(1) is used",
  column: "the bias is a column instead of a row",
  "two-gates-only": "the row has the biases of i and f only",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    chronoInit({ hidden, longestLag }: { hidden: number; longestLag: number }, seed: number): Matrix {
      const random = createRandom(has("seed-ignored") ? 1 : seed);
      const drawn = Array.from({ length: hidden }, () => forgetBias(longestLag, random, has));
      const forget = has("one-draw") ? drawn.map(() => drawn[0]) : drawn;
      const input = forget.map((bf) => {
        if (has("no-input-bias")) return 0;
        const bi = has("drawn-twice") ? forgetBias(longestLag, random, has) : bf;
        return has("sign-missing") ? bi : -bi;
      });
      const sign = has("zero") ? 0 : 1;
      return arrange(
        input.map((bi) => sign * bi),
        forget.map((bf) => sign * bf + (has("forget-plus-one") ? 1 : 0)),
        has,
      );
    },
  }),
  { grave: ["zero"] },
);

function forgetBias(longestLag: number, random: () => number, has: Has): number {
  const low = has("from-two") ? 2 : 1;
  const high = has("to-longest-lag")
    ? longestLag
    : has("to-longest-lag-minus-2")
      ? longestLag - 2
      : longestLag - 1;
  if (has("always-longest")) return Math.log(high);
  if (has("log-of-limits")) return Math.log(low) + (Math.log(high) - Math.log(low)) * random();
  const u = low + (high - low) * random();
  if (has("no-log")) return u;
  if (has("log-1-plus")) return Math.log1p(u);
  return has("log2") ? Math.log2(u) : has("log10") ? Math.log10(u) : Math.log(u);
}

function arrange(input: number[], forget: number[], has: Has): Matrix {
  const candidate = input.map(() => 0);
  const output = input.map(() => (has("output-one") ? 1 : 0));
  const gates = has("gates-swapped")
    ? [forget, input, candidate, output]
    : has("order-i-g-f-o")
      ? [input, candidate, forget, output]
      : [input, forget, candidate, output];
  const interleaved = input.flatMap((_, unit) => gates.map((gate) => gate[unit]));
  const values = has("order-interleaved") ? interleaved : gates.flat();
  const data = Float64Array.from(has("two-gates-only") ? values.slice(0, 2 * input.length) : values);
  return has("column") ? new Matrix(data.length, 1, data) : new Matrix(1, data.length, data);
}
