/**
 * Runs an exercise's checks on functions of this process, without a cage: fast enough to try every known mistake. What
 * goes in and out still travels as it does over the pipe, so that a check sees the same plain data.
 */

import { Matrix } from "unrolled/numeric";
import type { Diagnosis, RecordedCall } from "../../../src/grader/grading/diagnosis.ts";
import { diagnose } from "../../../src/grader/grading/diagnosis.ts";
import type { exercise } from "../../../src/grader/grading/exercise.ts";
import type { Exercise } from "../../../src/grader/grading/exercise-list.ts";
import { CheckFailure } from "../../../src/grader/grading/expectations.ts";
import type { AnswerFunctions, MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { checkSeed } from "../../../src/grader/grading/seed.ts";
import { AnswerError } from "../../../src/grader/sandbox/answer-error.ts";
import { decodeValue, encodeValue, type NumberArray } from "../../../src/grader/sandbox/value.ts";

/** What a file of tests/exercises/ gives to `exercise`. */
export type Define = Parameters<typeof exercise>[1];

export interface Outcome {
  /** The checks that failed, or were not run because one that they need failed. */
  readonly lost: readonly string[];
  readonly calls: readonly RecordedCall[];
  readonly diagnosis?: Diagnosis;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** A copy as the other side of the pipe would receive it; functions stay what they are. */
function travel(value: unknown, asMatrix: boolean): unknown {
  const functions: AnyFunction[] = [];
  const { tree, payload } = encodeValue(value, (f) => functions.push(f as AnyFunction) - 1);
  return decodeValue(tree, Buffer.concat(payload), {
    call: (id) => functions[id],
    ...(asMatrix && {
      matrix: (rows: number, cols: number, data: NumberArray) => new Matrix(rows, cols, data as Float64Array),
    }),
  });
}

/** The answer threw; the learner is told so, and it is no fault of the checks. */
class AnswerThrew extends Error {}

/** Runs all checks of `entry` in order, on the inputs that `secret` gives. Throws when the fault is not the answer's. */
export async function runChecks(
  entry: Exercise,
  define: Define,
  functions: AnswerFunctions,
  bank: MistakeBank,
  secret = "proof",
): Promise<Outcome> {
  const { lost, calls } = await runChecksWith(entry, define, secret, (name, args) => {
    try {
      return travel((functions[name] as AnyFunction)(...(travel(args, true) as unknown[])), false);
    } catch (error) {
      throw new AnswerThrew(`${name} threw: ${(error as Error).message}`);
    }
  });
  const diagnosis = lost.length > 0 ? diagnose(bank, calls) : undefined;
  return { lost, calls, ...(diagnosis && { diagnosis }) };
}

/** As `runChecks`, whatever `answer` does to get the value of a call. */
export async function runChecksWith(
  entry: Exercise,
  define: Define,
  secret: string,
  answer: (name: string, args: readonly unknown[]) => unknown,
): Promise<Omit<Outcome, "diagnosis">> {
  const calls: RecordedCall[] = [];
  const lost = new Set<string>();
  const probe = async (name: string, ...args: unknown[]): Promise<unknown> => await answer(name, args);
  const call = async (name: string, ...args: unknown[]): Promise<unknown> => {
    const value = await probe(name, ...args);
    calls.push({ name, args, value });
    return value;
  };
  let last: Promise<void> = Promise.resolve();
  define({
    check(id, run) {
      const needs = entry.checks.find((check) => check.id === id)?.needs ?? [];
      last = last.then(async () => {
        if (needs.some((need) => lost.has(need))) return void lost.add(id);
        try {
          await run({ call, probe, seed: checkSeed(secret, "learner", entry.id, id) });
        } catch (error) {
          const isAnswers = [CheckFailure, AnswerThrew, AnswerError].some((kind) => error instanceof kind);
          if (!isAnswers) throw error;
          lost.add(id);
        }
      });
    },
  });
  await last;
  return { lost: [...lost], calls };
}
