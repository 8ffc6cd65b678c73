/**
 * Integer addition as text: "407+95" → "0502".
 *
 * Both numbers are uniform in 0 … 10^digits − 1 and written without leading zeros; the answer is padded with
 * zeros to digits + 1 places, so that all answers are equally long. `reversed` writes the answer from its last
 * digit: then a carry is known before it is needed.
 *
 * Zaremba & Sutskever 2014, "Learning to execute"; reversal after Sutskever, Vinyals & Le 2014.
 */

import type { Random } from "../numeric/random.ts";
import { type Answers, answerBaseline } from "./answer-baseline.ts";
import { drawInteger } from "./draw.ts";
import type { Pair } from "./pair.ts";

/** `digits`: of each number at most; `reversed`: the answer starts with its last digit. */
export interface AdditionConfig {
  readonly digits: number;
  readonly reversed?: boolean;
}

/** One sum as text. Throws unless digits is 1 … 6. */
export function makeAddition({ digits, reversed = false }: AdditionConfig, random: Random): Pair {
  const numbers = countNumbers("makeAddition", digits);
  const [a, b] = [drawInteger(0, numbers - 1, random), drawInteger(0, numbers - 1, random)];
  return { source: `${a}+${b}`, target: writeSum(a + b, digits, reversed) };
}

/**
 * Exact, by counting: of M² pairs (M = 10^digits), the sum s comes from M − |s − (M − 1)| of them. So the best
 * constant answer, s = M − 1, is right with the probability M / M² = 10^−digits. See answerBaseline.
 */
export function additionBaseline({ digits, reversed = false }: AdditionConfig): Answers {
  const numbers = countNumbers("additionBaseline", digits);
  const answers = new Map<string, number>();
  for (let s = 0; s <= 2 * numbers - 2; s++) {
    answers.set(writeSum(s, digits, reversed), numbers - Math.abs(s - (numbers - 1)));
  }
  return answerBaseline(answers);
}

function writeSum(sum: number, digits: number, reversed: boolean): string {
  const text = String(sum).padStart(digits + 1, "0");
  return reversed ? [...text].reverse().join("") : text;
}

function countNumbers(where: string, digits: number): number {
  if (!Number.isInteger(digits) || digits < 1 || digits > 6) {
    throw new RangeError(`${where}: digits must be 1 … 6, got ${digits}.`);
  }
  return 10 ** digits;
}
