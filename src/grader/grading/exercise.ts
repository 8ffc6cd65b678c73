/**
 * How a file of tests/exercises/ states its checks. It runs in the trusted vitest process, once for every answer
 * that is to be graded; the learner's functions run elsewhere and are called by name.
 *
 *   exercise("X1.1", ({ check }) => {
 *     check("a", async ({ call, seed }) => {
 *       const h = await call("rnnCellForward", params, x, hPrev);
 *       expectClose("h", h, expected);
 *     });
 *   });
 *
 * Titles, points and what a check needs stand in exercises/list.json.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, inject, test } from "vitest";
import { openAnswer } from "../sandbox/answer.ts";
import { AnswerError } from "../sandbox/answer-error.ts";
import { type Diagnosis, diagnose, type RecordedCall } from "./diagnosis.ts";
import { type CheckEntry, type Exercise, readExerciseList } from "./exercise-list.ts";
import { CheckFailure } from "./expectations.ts";
import type { CheckRecord, GradingContext, Submission } from "./grading-context.ts";
import type { MistakeBank } from "./mistakes.ts";
import { callName, diagnoseRecorded, readRecorded, recordValue } from "./recorded-mistakes.ts";
import { checkSeed } from "./seed.ts";

export type CallAnswer = (name: string, ...args: unknown[]) => Promise<unknown>;

export interface CheckTools {
  /** Calls the learner's function in its confined process. What it returns is not trusted. */
  readonly call: CallAnswer;
  /** As `call`, where rounding decides the result, so that it says nothing about known mistakes. */
  readonly probe: CallAnswer;
  /** For this answer and this check; the same at each grading. */
  readonly seed: number;
}

export type Check = (id: string, run: (tools: CheckTools) => Promise<void>) => void;

export function exercise(id: string, define: (tools: { check: Check }) => void): void {
  const context = inject("grading");
  if (!context) throw new Error("The checks run through the grader: npx unrolled grade.");
  const entry = readExerciseList(context.root).find((item) => item.id === id);
  if (!entry) throw new Error(`exercise: "${id}" is not in exercises/list.json.`);
  for (const submission of context.submissions) {
    if (submission.exercise === id)
      describe(submission.key, () => gradeSubmission(context, entry, submission, define));
  }
}

function gradeSubmission(
  context: GradingContext,
  entry: Exercise,
  submission: Submission,
  define: (tools: { check: Check }) => void,
): void {
  const { times, secret } = context;
  const { launch, bundle } = submission;
  const answer = openAnswer({ launch, times, bundle, without: entry.without ?? [] });
  const calls: RecordedCall[] = [];
  const passed = new Set<string>();
  let failed = false;
  let printedBefore: string | undefined;
  const probe: CallAnswer = (name, ...args) => answer.call(name, args);
  const call: CallAnswer = async (name, ...args) => {
    const value = await answer.call(name, args);
    calls.push({ name, args, value });
    return value;
  };

  const stated: { check: CheckEntry; run: (tools: CheckTools) => Promise<void> }[] = [];
  define({
    check(id, run) {
      const check = entry.checks.find((item) => item.id === id);
      if (!check) throw new Error(`${entry.id}: check "${id}" is not in exercises/list.json.`);
      stated.push({ check, run });
    },
  });
  // Hidden checks come last, so that an answer cannot tell of them in what a student reads of the others.
  const [open, hidden] = [
    stated.filter(({ check }) => !check.hidden),
    stated.filter(({ check }) => check.hidden),
  ];
  for (const { check, run } of context.record ? open : [...open, ...hidden]) {
    test(`${check.id}  ${check.title}`, { timeout: 600_000 }, async ({ task, skip }) => {
      const record: CheckRecord = { submission: submission.key, check: check.id };
      task.meta.check = record;
      if (check.hidden) printedBefore ??= answer.printed();
      const unmet = firstUnmet(check, passed);
      if (unmet !== undefined) skip(`Not run: check ${unmet} comes first.`);
      try {
        await run({ call, probe, seed: checkSeed(secret, submission.student, entry.id, check.id) });
        passed.add(check.id);
      } catch (error) {
        failed = true;
        task.meta.check = classify(record, error);
        throw error;
      }
    });
  }
  // Last, because it judges all calls together.
  test("summary", { timeout: 600_000 }, async ({ task }) => {
    const diagnosis = failed ? await diagnoseCalls(context.root, entry, calls) : undefined;
    const printed = printedBefore ?? answer.printed();
    task.meta.summary = {
      submission: submission.key,
      printed,
      printedHidden: answer.printed().slice(printed.length),
      ...(diagnosis && { diagnosis }),
      ...(context.record && {
        calls: calls.map((made) => ({ call: callName(made), value: recordValue(made.value) })),
      }),
    };
  });
  afterAll(() => answer.close());
}

const firstUnmet = ({ needs = [] }: CheckEntry, passed: ReadonlySet<string>): string | undefined =>
  needs.find((need) => !passed.has(need));

/** A learner's fault is a CheckFailure or an AnswerError; everything else is ours. */
function classify(record: CheckRecord, error: unknown): CheckRecord {
  if (error instanceof AnswerError && error.kind === "untouched") return { ...record, untouched: true };
  if (error instanceof AnswerError || error instanceof CheckFailure) return record;
  return { ...record, graderFault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The exercise's known mistakes; undefined where they are not at hand (a student's version of the course). */
export async function loadMistakes(root: string, { file }: Exercise): Promise<MistakeBank | undefined> {
  const path = join(root, "solutions/mistakes", `${file}.ts`);
  if (!existsSync(path)) return undefined;
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { mistakes: MistakeBank };
  return module.mistakes;
}

async function diagnoseCalls(
  root: string,
  entry: Exercise,
  calls: readonly RecordedCall[],
): Promise<Diagnosis | undefined> {
  const bank = await loadMistakes(root, entry);
  if (bank) return diagnose(bank, calls);
  const recorded = readRecorded(root, entry.file);
  return recorded && diagnoseRecorded(recorded, calls);
}
