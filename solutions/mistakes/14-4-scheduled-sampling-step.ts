/** Known mistakes of X14.4, one time step of scheduled sampling. */

import { createRandom, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "coin-inverted": "truthShare is taken as the probability of the model's own token",
  "one-coin": "one coin is thrown for the whole batch instead of one for each row",
  "coin-threshold": "no coin is thrown: the truth is taken wherever truthShare is above one half",
  "coin-reused": "the number that decided against the truth is used again to draw the token",
  "coin-squared": "the truth is taken with the square of its probability",
  "always-true": "the truth is always taken",
  "never-true": "the truth is never taken",
  "likeliest-token": "the likeliest token is taken instead of a drawn one",
  "least-likely": "the logits get the wrong sign, so that unlikely tokens are drawn most often",
  "all-alike": "all tokens are drawn equally often; the logits are not used",
  "logits-as-probabilities": "the logits are taken for probabilities, without exp",
  "half-temperature": "the logits are doubled before the softmax",
  "first-row-logits": "every row draws by the logits of the first row",
  "same-draw": "all rows use the same random number for their token",
  "token-after": "the token after the drawn one is taken",
  "previous-truth": "each row takes the truth of the row before it",
  "seed-ignored": "the seed is ignored, and createRandom(1) is used",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    scheduledSamplingStep(truths: Int32Array, logits: Matrix, truthShare: number, seed: number): Int32Array {
      const random = createRandom(has("seed-ignored") ? 1 : seed);
      const numbers = Array.from(truths, () => ({ coin: random(), u: random() }));
      return truths.map((_, r) => {
        const probs = probabilities(logits.row(has("first-row-logits") ? 0 : r), has);
        const truth = truths[has("previous-truth") ? (r + truths.length - 1) % truths.length : r];
        const { coin } = numbers[has("one-coin") ? 0 : r];
        const { u } = numbers[has("same-draw") ? 0 : r];
        if (has("zero")) return 0;
        if (truthWins(coin, truthShare, has)) return truth;
        if (has("likeliest-token")) return probs.indexOf(Math.max(...probs));
        return drawToken(probs, has("coin-reused") ? coin : u, has);
      });
    },
  }),
  { grave: ["zero"] },
);

function truthWins(coin: number, share: number, has: Has): boolean {
  if (has("always-true") || has("never-true")) return has("always-true");
  if (has("coin-threshold")) return share > 0.5;
  return coin < (has("coin-squared") ? share ** 2 : has("coin-inverted") ? 1 - share : share);
}

function probabilities({ data }: Matrix, has: Has): number[] {
  // whoever throws no coin meets the drawing too rarely for a second mistake in it to be told
  const factor =
    has("least-likely") && !has("coin-threshold")
      ? -1
      : has("half-temperature")
        ? 2
        : has("all-alike")
          ? 0
          : 1;
  const weights = Array.from(data, (z) =>
    has("logits-as-probabilities") ? Math.max(0, z) : Math.exp(factor * z),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

function drawToken(probs: readonly number[], u: number, has: Has): number {
  let sum = 0;
  let token = probs.findIndex((p) => {
    sum += p;
    return sum > u;
  });
  if (token < 0) token = probs.length - 1;
  return has("token-after") ? (token + 1) % probs.length : token;
}
