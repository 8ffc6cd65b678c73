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
  /** What the answer printed in hidden checks, which would tell of their inputs. */
  readonly hiddenNotes?: readonly string[];
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
  /** "hidden check 1 of 2": all that the students of a class hear of it, beside its points. */
  readonly hidden?: string;
}

/** The error of an answer that is still the stub. */
export const notAttempted = "Not attempted yet.";

export const isFull = (report: GradeReport): boolean =>
  report.error === undefined && report.points === report.maxPoints;

/**
 * The report as a student of a class may read it: of a hidden check its points alone, and nothing that follows from it.
 * A mistake is named where a check that the student knows fails by it.
 */
export function studentView({ diagnosis, hiddenNotes: _, ...report }: GradeReport): GradeReport {
  const checks = report.checks.map(({ message, ...check }) =>
    check.hidden === undefined
      ? { ...check, ...(message !== undefined && { message }) }
      : { ...check, title: check.hidden },
  );
  const failsOpenly = checks.some(({ hidden, status }) => hidden === undefined && status === "failed");
  return { ...report, checks, ...(failsOpenly && diagnosis !== undefined && { diagnosis }) };
}
