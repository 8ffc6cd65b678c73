/**
 * Names the mistake in a wrong answer: an answer that gives, on every input it was called with, the numbers that a
 * known mistake (or a pair of them) gives, is taken to have made it.
 */

import type { MistakeBank } from "./mistakes.ts";
import { sameValue } from "./same-value.ts";

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

export function diagnose(bank: MistakeBank, calls: readonly RecordedCall[]): Diagnosis | undefined {
  if (calls.length === 0) return undefined;
  const ids = Object.keys(bank.clauses);
  const comparison = compareWith(bank, calls);
  const found = ids.find((id) => comparison.explains(id));
  if (found !== undefined) return describe(bank, [found]);
  for (const [i, first] of ids.entries()) {
    const second = ids.slice(i + 1).find((id) => comparison.bothExplain(first, id));
    if (second !== undefined) return describe(bank, [first, second]);
  }
  return undefined;
}

function describe(bank: MistakeBank, mistakes: readonly string[]): Diagnosis {
  const clauses = mistakes.map((id) => bank.clauses[id]);
  const sentence = `Your result equals what you get if ${clauses.join(", and if ")}.`;
  return { mistakes, sentence, grave: mistakes.some((id) => bank.grave.includes(id)) };
}

/** What the bank's answer with some mistakes in it gives on one call. */
interface Trial {
  /** It is what was recorded. */
  readonly fits: boolean;
  /** The mistakes that it asked for; every other one changes nothing on this call. */
  readonly asked: ReadonlySet<string>;
}

/** A call, and what was tried on it. */
interface TriedCall {
  readonly call: RecordedCall;
  readonly right: Trial;
  readonly milliseconds: number;
  readonly single: Map<string, Trial>;
}

interface Comparison {
  /** Whether this mistake gives the recorded values. */
  explains(id: string): boolean;
  /** Whether these two together do. */
  bothExplain(first: string, second: string): boolean;
}

/**
 * Tries mistakes on the recorded calls, and none twice: a mistake that the code never asks for on a call gives there
 * what the code gives without it.
 */
function compareWith(bank: MistakeBank, calls: readonly RecordedCall[]): Comparison {
  const tried = calls.map((call): TriedCall => {
    const right = attempt(bank, [], call);
    const started = performance.now();
    attempt(bank, [], call); // once more for its time: the first also waits for the compiler
    return { call, right, milliseconds: performance.now() - started, single: new Map() };
  });
  // First the calls whose values are wrong, because few mistakes explain them; the quick ones among them first. The
  // order saves time and decides nothing: what is named must explain every call.
  tried.sort((a, b) => Number(a.right.fits) - Number(b.right.fits) || a.milliseconds - b.milliseconds);

  const one = ({ call, right, single }: TriedCall, id: string): Trial => {
    if (!right.asked.has(id)) return right;
    const known = single.get(id) ?? attempt(bank, [id], call);
    single.set(id, known);
    return known;
  };
  const both = (at: TriedCall, first: string, second: string): boolean => {
    const [a, b] = [one(at, first), one(at, second)];
    if (!a.asked.has(second)) return a.fits;
    if (!b.asked.has(first)) return b.fits;
    return attempt(bank, [first, second], at.call).fits;
  };
  return {
    explains: (id) => tried.every((at) => one(at, id).fits),
    bothExplain: (first, second) => tried.every((at) => both(at, first, second)),
  };
}

function attempt(bank: MistakeBank, made: readonly string[], { name, args, value }: RecordedCall): Trial {
  const asked = new Set<string>();
  const functions = bank.answer((id) => {
    asked.add(id);
    return made.includes(id);
  });
  try {
    return { fits: sameValue(value, functions[name](...(args as never[]))), asked };
  } catch {
    return { fits: false, asked }; // what throws on this input cannot have given a value
  }
}
