/**
 * One report as the results.json that Exercism's test runners write, version 3: each check is linked to a task.
 *
 * Format: https://exercism.org/docs/building/tooling/test-runners/interface
 */

import { type CheckReport, type GradeReport, isFull } from "../grading/report.ts";
import { visibleLines } from "./terminal.ts";

export interface ExercismResults {
  readonly version: 3;
  readonly status: "pass" | "fail" | "error";
  /** Why nothing could be run; null where it could. */
  readonly message: string | null;
  readonly tests: readonly ExercismTest[];
}

export interface ExercismTest {
  readonly name: string;
  readonly status: "pass" | "fail" | "error";
  readonly message?: string;
  /** At most 500 characters. */
  readonly output?: string;
  readonly test_code?: string;
  /** Number of the check in its exercise, from 1. */
  readonly task_id: number;
}

const longestMessage = 65_535;
const longestOutput = 500;

/** `codes`: what a check's code is, by its id, where students may read it. */
export function exercismReport(
  report: GradeReport,
  codes: Readonly<Record<string, string>> = {},
): ExercismResults {
  if (report.error !== undefined)
    return { version: 3, status: "error", message: shortened(report.error, longestMessage), tests: [] };
  const tests = report.checks.map((check, i) => testOf(check, i, codes[check.id]));
  const said = [report.diagnosis ?? [], report.notes, report.hiddenNotes ?? []].flat().join("\n");
  if (said !== "") {
    const at = Math.max(
      0,
      tests.findIndex(({ status }) => status !== "pass"),
    );
    tests[at] = { ...tests[at], output: shortened(said, longestOutput) };
  }
  return { version: 3, status: isFull(report) ? "pass" : "fail", message: null, tests };
}

function testOf(
  { id, title, status, message }: CheckReport,
  i: number,
  code: string | undefined,
): ExercismTest {
  return {
    name: `${id}. ${title}`,
    status: ({ passed: "pass", failed: "fail", skipped: "error" } as const)[status],
    ...(message !== undefined && { message: shortened(message, longestMessage) }),
    ...(code !== undefined && { test_code: code }),
    task_id: i + 1,
  };
}

function shortened(text: string, length: number): string {
  const shown = visibleLines(text);
  const end = "\n… (shortened)";
  return shown.length <= length ? shown : shown.slice(0, length - end.length) + end;
}
