/** What grading one answer says. Plain data; the workbook, the terminal and the exchange formats show it. */

export interface GradeReport {
  /** Exercise id, such as "X1.1". */
  readonly exercise: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly checks: readonly CheckReport[];
  /** The known mistake that the answer equals, in one sentence. */
  readonly diagnosis?: string;
  /** Why the answer could not be graded at all: a syntax error, a forbidden import, nothing written yet. */
  readonly error?: string;
  /** Type errors with their line, what the answer printed, and which containment does not hold. */
  readonly notes: readonly string[];
}

export interface CheckReport {
  /** "a", "b", … from easy to whole. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly status: "passed" | "failed" | "skipped";
  /** What differs first and where; one next step. */
  readonly message?: string;
}

/** The error of an answer that is still the stub. */
export const notAttempted = "Not attempted yet.";

export const isFull = (report: GradeReport): boolean =>
  report.error === undefined && report.points === report.maxPoints;
