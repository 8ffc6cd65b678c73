/**
 * Names the mistake in a wrong answer: an answer that gives, on every input it was called with, the numbers that a
 * known mistake (or a pair of them) gives, is taken to have made it.
 */

import { isMatrixLike, isNumberArray } from "../sandbox/value.ts";
import { numbersOf } from "./expectations.ts";
import type { MistakeBank } from "./mistakes.ts";

/** One call of a learner's function. */
export interface RecordedCall {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly value: unknown;
}

export interface Diagnosis {
  readonly mistakes: readonly string[];
  /** One sentence for the learner. */
  readonly sentence: string;
  /** Nothing of the exercise is right. */
  readonly grave: boolean;
}

/** Relative to the largest number of the same matrix: through float32 rounding, yet never by chance. */
const sameWithin = 1e-5;
/** Below this everything counts as zero; single precision knows nothing under 1e-45. */
const nearlyZero = 1e-30;

export function diagnose(bank: MistakeBank, calls: readonly RecordedCall[]): Diagnosis | undefined {
  if (calls.length === 0) return undefined;
  const ids = Object.keys(bank.clauses);
  const found = ids.find((id) => explains(bank, [id], calls));
  if (found !== undefined) return describe(bank, [found]);
  for (const [i, first] of ids.entries()) {
    const second = ids.slice(i + 1).find((id) => explains(bank, [first, id], calls));
    if (second !== undefined) return describe(bank, [first, second]);
  }
  return undefined;
}

function describe(bank: MistakeBank, mistakes: readonly string[]): Diagnosis {
  const clauses = mistakes.map((id) => bank.clauses[id]);
  const sentence = `Your result equals what you get if ${clauses.join(", and if ")}.`;
  return { mistakes, sentence, grave: mistakes.some((id) => bank.grave.includes(id)) };
}

/** Whether these mistakes together give the recorded values. */
export function explains(
  bank: MistakeBank,
  mistakes: readonly string[],
  calls: readonly RecordedCall[],
): boolean {
  const functions = bank.answer((id) => mistakes.includes(id));
  return calls.every(({ name, args, value }) => {
    try {
      return sameValue(value, functions[name](...(args as never[])));
    } catch {
      return false; // a mistake that throws on this input cannot have given a value
    }
  });
}

/** Same structure, same numbers within `sameWithin`. */
export function sameValue(got: unknown, expected: unknown): boolean {
  if (isMatrixLike(expected))
    return (
      isMatrixLike(got) &&
      got.rows === expected.rows &&
      got.cols === expected.cols &&
      sameNumbers(got, expected)
    );
  if (isNumberArray(expected))
    return isNumberArray(got) && got.length === expected.length && sameNumbers(got, expected);
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((item, i) => sameValue(got[i], item))
    );
  if (typeof expected === "object" && expected !== null) {
    if (typeof got !== "object" || got === null) return false;
    return Object.entries(expected).every(([key, item]) =>
      sameValue((got as Record<string, unknown>)[key], item),
    );
  }
  if (typeof expected === "number") return typeof got === "number" && sameNumbers(got, expected);
  return Object.is(got, expected);
}

function sameNumbers(got: unknown, expected: unknown): boolean {
  const [a, b] = [numbersOf(got), numbersOf(expected)];
  let scale = 0;
  for (let i = 0; i < b.length; i++) if (Number.isFinite(b[i])) scale = Math.max(scale, Math.abs(b[i]));
  for (let i = 0; i < b.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    if (!(Math.abs(a[i] - b[i]) <= sameWithin * scale + nearlyZero)) return false;
  }
  return true;
}
