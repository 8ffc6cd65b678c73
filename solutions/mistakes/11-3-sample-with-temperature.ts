/** Known mistakes of X11.3, drawing a token with a temperature. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "temperature-ignored": "the temperature is ignored",
  "times-temperature": "the logits are multiplied by the temperature instead of divided",
  "probs-over-temperature": "the probabilities are divided by the temperature instead of the logits",
  "root-of-temperature": "the logits are divided by the root of the temperature",
  "without-exponential": "the logits are divided by their sum: the exponential is missing",
  "not-normalised": "the exponentials are not divided by their sum",
  overflow: "the largest logit is not subtracted first, so that large scores overflow to NaN",
  "smallest-subtracted":
    "the smallest logit is subtracted in place of the largest, so that large scores still overflow",
  "zero-as-one": "temperature 0 is treated as 1",
  "zero-divides": "temperature 0 is divided by, which gives NaN",
  "zero-last-of-equals": "at temperature 0 the last of several largest logits is taken",
  "zero-shares-equals": "at temperature 0 several largest logits share the probability",
  "zero-unlikeliest": "at temperature 0 the smallest logit is taken",
  "two-for-e": "2 is raised to the logits instead of e",
  "always-likeliest": "the likeliest token is taken instead of one that is drawn",
  "uniform-token": "every token is drawn equally often: the probabilities are not used",
  "compared-alone": "u is compared with each probability alone instead of their running sum",
  "walk-from-the-end": "the walk begins at the last token",
  "one-too-late": "the token after the right one is returned",
  "one-too-early": "the token before the right one is returned",
  "u-reversed": "1 − u is used in place of u",
  "drawn-without-temperature": "the drawing uses the probabilities at temperature 1",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    temperatureProbs: (logits: Matrix, temperature: number): Matrix => probsAt(logits, temperature, has),
    sampleWithTemperature(logits: Matrix, temperature: number, random: () => number): number {
      if (has("zero")) return 0;
      const probs = [...probsAt(logits, has("drawn-without-temperature") ? 1 : temperature, has).data];
      const likeliest = probs.indexOf(Math.max(...probs));
      if (temperature === 0 && !has("zero-as-one")) return likeliest;
      if (has("always-likeliest")) return likeliest;
      return walk(probs, random, has);
    },
  }),
  { grave: ["zero"], equivalent: [["walk-from-the-end", "u-reversed"]] },
);

function walk(given: number[], random: () => number, has: Has): number {
  const probs = has("walk-from-the-end") ? [...given].reverse() : given;
  const last = probs.length - 1;
  let u = random();
  if (has("uniform-token")) return Math.floor(u * probs.length);
  if (has("u-reversed")) u = 1 - u;
  let sum = 0;
  let token = last;
  for (let k = 0; k <= last; k++) {
    sum += probs[k];
    if ((has("compared-alone") ? probs[k] : sum) > u) {
      token = k;
      break;
    }
  }
  if (has("one-too-late")) return Math.min(last, token + 1);
  if (has("one-too-early")) return Math.max(0, token - 1);
  return has("walk-from-the-end") ? last - token : token;
}

function probsAt(logits: Matrix, temperature: number, has: Has): Matrix {
  if (has("zero")) return logits.scale(0);
  if (temperature === 0 && !has("zero-as-one") && !has("zero-divides")) return atZero(logits, has);
  const T = temperature === 0 && has("zero-as-one") ? 1 : temperature;
  const z = logits.map((v) => cooled(v, T, has));
  if (has("without-exponential")) return z.scale(1 / z.sum());
  const subtracted = has("overflow")
    ? 0
    : has("smallest-subtracted")
      ? Math.min(...z.data)
      : Math.max(...z.data);
  const weights = z.map((v) => (has("two-for-e") ? 2 ** (v - subtracted) : Math.exp(v - subtracted)));
  if (has("not-normalised")) return weights;
  const probs = weights.scale(1 / weights.sum());
  if (has("probs-over-temperature")) return probs.scale(1 / T);
  return probs;
}

/** A logit as it enters the softmax. */
function cooled(z: number, T: number, has: Has): number {
  if (has("temperature-ignored") || has("probs-over-temperature")) return z;
  if (has("times-temperature")) return z * T;
  return z / (has("root-of-temperature") ? Math.sqrt(T) : T);
}

function atZero(logits: Matrix, has: Has): Matrix {
  const wanted = (has("zero-unlikeliest") ? Math.min : Math.max)(...logits.data);
  const ids = [...logits.data.keys()].filter((k) => logits.data[k] === wanted);
  if (has("zero-shares-equals")) return logits.map((_, k) => (ids.includes(k) ? 1 / ids.length : 0));
  const chosen = has("zero-last-of-equals") ? ids[ids.length - 1] : ids[0];
  return logits.map((_, k) => (k === chosen ? 1 : 0));
}
