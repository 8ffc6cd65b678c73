/** Known mistakes of X8.5: what one expects of a gradient, and misses. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import { predictedPower } from "../08-5-predict-the-gradient.ts";

const clauses = {
  "nothing-vanishes": "the LSTM's gradient is thought to keep its length, whatever the bias",
  "direct-path": "only the product of the forget gates is counted, without the ways through the other gates",
  "forget-reversed": "σ(−b) is taken for the forget gate",
  "bias-ignored": "the gates are thought to stand at one half, whatever the bias",
  "as-plain-cell": "the LSTM is thought to fade as a plain cell with small weights does",
  "all-explode": "the gradient is thought to explode at every bias",
  "half-life": "the half-life in steps is given instead of a power of ten",
  "open-or-shut": "a positive bias is thought to keep everything, and any other nothing",
  "one-step": "the power of one step is given, not that of 99",
  "ten-steps": "the power of ten steps is given, not that of 99",
  "twice-the-lag": "the gradient is followed for twice as many steps",
  "natural-log": "the natural logarithm is taken instead of that to the base ten",
  "binary-log": "the logarithm to the base two is taken instead of that to the base ten",
  "length-not-power": "the length itself is given instead of its power of ten",
  "sign-lost": "the minus sign is forgotten: −3 stands for 0.001",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    predictedPower: (forgetBias: number): number => written(believedPower(forgetBias, has), has),
  }),
  { grave: ["all-explode"] },
);

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** What is believed about the network. */
function believedPower(bias: number, has: Has): number {
  if (has("nothing-vanishes")) return 0;
  if (has("direct-path")) return 99 * Math.log10(sigmoid(bias));
  if (has("forget-reversed")) return 99 * Math.log10(sigmoid(-bias));
  if (has("bias-ignored")) return 99 * Math.log10(0.5);
  if (has("as-plain-cell")) return -27;
  if (has("all-explode")) return 20;
  if (has("half-life")) return Math.LN2 / -Math.log(sigmoid(bias));
  if (has("open-or-shut")) return bias > 0 ? 0 : -300;
  return predictedPower(bias);
}

/** How it is written down. */
function written(power: number, has: Has): number {
  let value = power;
  if (has("one-step")) value /= 99;
  if (has("ten-steps")) value *= 10 / 99;
  if (has("twice-the-lag")) value *= 2;
  if (has("natural-log")) value *= Math.LN10;
  if (has("binary-log")) value *= Math.log2(10);
  if (has("sign-lost")) value = Math.abs(value);
  return has("length-not-power") ? 10 ** value : value;
}
