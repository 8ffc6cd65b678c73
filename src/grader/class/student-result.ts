/** What grading one student's submission gave, as it is kept in results/. For the teacher's eyes: hidden checks are open in it. */

import { readFile } from "node:fs/promises";
import { type GradeReport, notAttempted } from "../grading/report.ts";

export interface StudentResult {
  readonly student: string;
  readonly canvasId?: string;
  /** When it was handed in, ISO 8601. */
  readonly timestamp?: string;
  /** Of the answers, the checks and the secret; the same again needs no grading. */
  readonly fingerprint: string;
  /** What was left out or chosen among several, one sentence each. */
  readonly notes: readonly string[];
  /** One for each exercise, in the order of the list. */
  readonly reports: readonly GradeReport[];
  /** Faults of the grader's own: these exercises were not judged and can be graded again. */
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly exercise: string;
  readonly message: string;
}

/** The error of a report where nothing was handed in. */
export const nothingHandedIn = "No answer was handed in.";

export const wasAttempted = ({ error }: GradeReport): boolean =>
  error !== notAttempted && error !== nothingHandedIn;

/** A kept result; undefined where there is none, or it is damaged. */
export async function readResult(file: string): Promise<StudentResult | undefined> {
  try {
    const result = JSON.parse(await readFile(file, "utf8")) as StudentResult;
    return typeof result.fingerprint === "string" && Array.isArray(result.reports) ? result : undefined;
  } catch {
    return undefined;
  }
}
