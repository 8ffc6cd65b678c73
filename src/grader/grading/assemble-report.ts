/**
 * From what the checks found to a report with points.
 *
 * One fault costs once: where the whole answer is explained by one known mistake, the dearest check that it
 * fails is charged, and the others that fail by the same fault are not.
 */

import type { Diagnosis } from "./diagnosis.ts";
import { type CheckEntry, checksHere, type Exercise, maxPoints } from "./exercise-list.ts";
import { heldBackNote, hiddenLabel } from "./hidden-checks.ts";
import { type CheckReport, type GradeReport, notAttempted } from "./report.ts";
import type { CheckResult, TestRunResult } from "./test-run.ts";

const printedLines = 12;

/** A report for an answer that could not be run; every check counts 0. */
export function refusedReport(exercise: Exercise, error: string, notes: readonly string[] = []): GradeReport {
  return {
    exercise: exercise.id,
    title: exercise.title,
    points: 0,
    maxPoints: maxPoints(exercise),
    checks: [],
    error,
    notes: [...notes, ...announced(exercise)],
  };
}

const announced = (exercise: Exercise): string[] => [heldBackNote(exercise) ?? []].flat();

/** `key` names the submission in `result`. Throws when the fault is the grader's own. */
export function assembleReport(
  exercise: Exercise,
  key: string,
  result: TestRunResult,
  notes: readonly string[],
): GradeReport {
  const results = result.checks.filter(({ submission }) => submission === key);
  const summary = result.summaries.find(({ submission }) => submission === key);
  const fault = results.find(({ graderFault }) => graderFault)?.graderFault ?? result.errors[0];
  if (fault !== undefined || !summary)
    throw new Error(
      `The grader failed at ${exercise.id}; this is no fault of the answer. ${fault ?? "No result came back."}`,
    );
  if (isUntouched(results)) return refusedReport(exercise, notAttempted, notes);

  const reports = checksHere(exercise).map((check) =>
    checkReport(check, results, hiddenLabel(exercise, check.id)),
  );
  const checks = chargeOnce(reports, summary.diagnosis);
  const hiddenNotes = printedNote("Your code printed in hidden checks", summary.printedHidden);
  return {
    exercise: exercise.id,
    title: exercise.title,
    points: checks.reduce((sum, check) => sum + check.points, 0),
    maxPoints: maxPoints(exercise),
    checks,
    ...(summary.diagnosis && { diagnosis: summary.diagnosis.sentence }),
    notes: [...notes, ...announced(exercise), ...printedNote("Your code printed", summary.printed)],
    ...(hiddenNotes.length > 0 && { hiddenNotes }),
  };
}

/** Where an exercise has several functions, some may still be stubs while others are answers. */
function isUntouched(results: readonly CheckResult[]): boolean {
  return (
    results.some(({ untouched }) => untouched) &&
    results.every(({ untouched, state }) => untouched || state === "skipped")
  );
}

function checkReport(
  { id, title, points }: CheckEntry,
  results: readonly CheckResult[],
  hidden: string | undefined,
): CheckReport {
  const result = results.find(({ check }) => check === id);
  if (!result) throw new Error(`The grader failed: check ${id} did not run. This is no fault of the answer.`);
  const { state, message } = result;
  return {
    id,
    title,
    points: state === "passed" ? points : 0,
    maxPoints: points,
    status: state,
    ...(state !== "passed" && { message }),
    ...(hidden !== undefined && { hidden }),
  };
}

function chargeOnce(reports: readonly CheckReport[], diagnosis: Diagnosis | undefined): CheckReport[] {
  const lost = reports.filter(({ status }) => status !== "passed");
  if (!diagnosis || diagnosis.grave || diagnosis.mistakes.length > 1 || lost.length < 2) return [...reports];
  const charged = lost.reduce((dearest, check) => (check.maxPoints > dearest.maxPoints ? check : dearest));
  return reports.map((check) =>
    check.status === "passed" || check === charged
      ? check
      : {
          ...check,
          status: "skipped",
          points: check.maxPoints,
          message: `Fails by the same mistake; charged once, in ${charged.id}.`,
        },
  );
}

function printedNote(heading: string, printed: string): string[] {
  const lines = printed.trimEnd().split("\n");
  if (lines[0] === "") return [];
  const more = lines.length > printedLines ? `\n… and ${lines.length - printedLines} more lines` : "";
  return [`${heading}:\n${lines.slice(0, printedLines).join("\n")}${more}`];
}
