/** The gradebook as CSV, with nbgrader's columns and with Canvas's. */

import { type CsvValue, writeCsv } from "./csv.ts";
import type { RosterEntry } from "./roster.ts";
import type { Score } from "./scores.ts";

export interface GradebookRow {
  readonly who: RosterEntry;
  /** ISO 8601; empty where nothing was handed in. */
  readonly timestamp: string;
  /** Missing while some answers could not be graded. */
  readonly score?: Score;
}

export interface Assignment {
  readonly name: string;
  /** ISO 8601, or empty. */
  readonly due: string;
  readonly maxPoints: number;
}

const nbgraderColumns = [
  ...["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"],
  ...["raw_score", "late_submission_penalty", "score", "max_score"],
];

export function nbgraderCsv({ name, due, maxPoints }: Assignment, rows: readonly GradebookRow[]): string {
  const lines = rows.map(({ who, timestamp, score }): CsvValue[] => [
    ...[name, due, timestamp, who.student, who.lastName, who.firstName, who.email],
    ...(score ? [score.raw, score.penalty, score.score] : ["", "", ""]),
    maxPoints,
  ]);
  return writeCsv([nbgraderColumns, ...lines]);
}

/** Canvas finds its students by ID, else by SIS User ID, else by SIS Login ID. An empty score changes nothing there. */
export function canvasCsv({ name, maxPoints }: Assignment, rows: readonly GradebookRow[]): string {
  return writeCsv([
    ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", name],
    ["    Points Possible", "", "", "", "", maxPoints],
    ...rows.map(({ who, score }): CsvValue[] => [
      canvasName(who),
      who.canvasId,
      who.sisUserId,
      who.sisLoginId || who.student,
      who.section,
      score?.score ?? "",
    ]),
  ]);
}

function canvasName({ lastName, firstName, student }: RosterEntry): string {
  const name = [lastName, firstName].filter((part) => part !== "").join(", ");
  return name === "" ? student : name;
}
