/** Known mistakes of X5.4, the IRNN's start. */

import { createRandom, Matrix, randomNormal } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "Wh-ones": "Wh is all ones instead of the identity",
  "Wh-zero": "Wh is zero",
  "Wh-random": "Wh is drawn at random instead of being the identity",
  "Wh-small-identity": "the diagonal of Wh holds 0.001 instead of 1",
  "Wh-half-identity": "the diagonal of Wh holds 0.5 instead of 1",
  "Wh-reversed": "the ones of Wh stand on the other diagonal",
  "Wh-noise": "noise is added to the identity in Wh",
  "b-ones": "the bias is all ones",
  "b-random": "the bias is drawn at random",
  "b-small": "the bias is 0.001 instead of 0",
  "Wx-too-large": "Wx has the standard deviation 1: the factor 0.001 is left out",
  "Wx-variance": "0.001 is taken for the variance instead of the standard deviation",
  "Wx-deviation-001": "Wx has the standard deviation 0.01",
  "Wx-uniform": "Wx is uniform in [0, 0.001) instead of normal",
  "Wx-symmetric-uniform": "Wx is uniform in ±0.001 instead of normal",
  "Wx-constant": "Wx is 0.001 everywhere",
  "Wx-zero": "Wx is zero: no input ever comes in",
  "Wx-positive": "Wx holds absolute values: its mean is not 0",
  "Wx-one-number": "one random number is drawn and stands everywhere in Wx",
  "seed-ignored": "the seed is ignored: every seed gives the same Wx",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    irnnInit({ input, hidden }: { input: number; hidden: number }, seed: number) {
      const random = createRandom(has("seed-ignored") ? 1 : seed);
      const one = randomNormal(createRandom(seed));
      const Wx = new Matrix(input, hidden).map(() => inputWeight(random, one, has));
      const Wh = new Matrix(hidden, hidden).map((_, k) => {
        const [r, c] = [Math.floor(k / hidden), k % hidden];
        return recurrentWeight(r, has("Wh-reversed") ? hidden - 1 - c : c, random, has);
      });
      const b = new Matrix(1, hidden).map(() => biasOf(random, has));
      if (has("zero")) return { Wx: Wx.scale(0), Wh: Wh.scale(0), b: b.scale(0) };
      return { Wx, Wh, b };
    },
  }),
  { grave: ["zero"] },
);

function inputWeight(random: () => number, one: number, has: Has): number {
  if (has("Wx-zero")) return 0;
  if (has("Wx-constant")) return 0.001;
  if (has("Wx-one-number")) return 0.001 * one;
  if (has("Wx-uniform")) return 0.001 * random();
  if (has("Wx-symmetric-uniform")) return 0.001 * (2 * random() - 1);
  const v = randomNormal(random);
  const deviation = has("Wx-too-large")
    ? 1
    : has("Wx-variance")
      ? Math.sqrt(0.001)
      : has("Wx-deviation-001")
        ? 0.01
        : 0.001;
  return deviation * (has("Wx-positive") ? Math.abs(v) : v);
}

function recurrentWeight(r: number, c: number, random: () => number, has: Has): number {
  if (has("Wh-ones")) return 1;
  if (has("Wh-zero")) return 0;
  if (has("Wh-random")) return 0.1 * randomNormal(random);
  const size = has("Wh-small-identity") ? 0.001 : has("Wh-half-identity") ? 0.5 : 1;
  return (r === c ? size : 0) + (has("Wh-noise") ? 0.001 * randomNormal(random) : 0);
}

function biasOf(random: () => number, has: Has): number {
  if (has("b-ones")) return 1;
  if (has("b-small")) return 0.001;
  return has("b-random") ? 0.1 * randomNormal(random) : 0;
}
