/**
 * Reports as the results.json that Gradescope reads after its autograder ran: one test per check.
 *
 * Format: https://gradescope-autograders.readthedocs.io/en/latest/specs/
 */

import { type CheckReport, type GradeReport, studentView } from "../grading/report.ts";
import { visibleLines } from "./terminal.ts";

type Visibility = "hidden" | "after_due_date" | "after_published" | "visible";

export interface GradescopeResults {
  /** For all exercises: what mistake was recognised, and what else there is to say. */
  readonly output: string;
  readonly output_format: "text";
  readonly visibility: Visibility;
  /** What the grader itself prints is the teacher's. */
  readonly stdout_visibility: "hidden";
  readonly tests: readonly GradescopeTest[];
}

export interface GradescopeTest {
  readonly name: string;
  /** "3.1.2": chapter, exercise, check. */
  readonly number: string;
  readonly score: number;
  readonly max_score: number;
  readonly status: "passed" | "failed";
  readonly output: string;
  readonly output_format: "text";
  readonly tags: readonly string[];
  readonly visibility: Visibility;
}

/** A hidden check shows its points once the grades are published, and never more than its number. `notes` open the text. */
export function gradescopeReport(
  reports: readonly GradeReport[],
  notes: readonly string[] = [],
): GradescopeResults {
  const views = reports.map(studentView);
  return {
    output: [...notes.map(visibleLines), ...views.map(summary)].join("\n\n"),
    output_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: views.flatMap((view) =>
      view.error === undefined
        ? view.checks.map((check, i) => testOf(view, check, i))
        : [refused(view, view.error)],
    ),
  };
}

function summary({ exercise, title, diagnosis, notes, checks, error }: GradeReport): string {
  const open = checks.filter(({ hidden }) => hidden === undefined);
  const [points, most] = [sumOf(open, "points"), sumOf(open, "maxPoints")];
  const away = checks.length - open.length;
  const hidden = away === 0 ? "" : ` (and ${away} hidden, shown when the grades are published)`;
  const heading = `${exercise}  ${title}${error === undefined ? `: ${points} of ${most} points${hidden}` : ""}`;
  return [heading, error ?? [], diagnosis ?? [], notes].flat().map(visibleLines).join("\n");
}

const sumOf = (checks: readonly CheckReport[], key: "points" | "maxPoints"): number =>
  checks.reduce((sum, check) => sum + check[key], 0);

function testOf({ exercise }: GradeReport, check: CheckReport, i: number): GradescopeTest {
  const { title, points, maxPoints, status, message = "", hidden } = check;
  return {
    name: `${exercise}  ${title}`,
    number: `${exercise.slice(1)}.${i + 1}`,
    score: points,
    max_score: maxPoints,
    status: status === "passed" ? "passed" : "failed",
    output: visibleLines(message),
    output_format: "text",
    tags: [exercise],
    visibility: hidden === undefined ? "visible" : "after_published",
  };
}

/** An answer that could not be run has no checks; its points are still on the list. */
const refused = ({ exercise, title, maxPoints }: GradeReport, error: string): GradescopeTest => ({
  name: `${exercise}  ${title}`,
  number: `${exercise.slice(1)}.1`,
  score: 0,
  max_score: maxPoints,
  status: "failed",
  output: visibleLines(error),
  output_format: "text",
  tags: [exercise],
  visibility: "visible",
});
