/** What the Check button of an exercise cell shows. The command line fills it from the grader's report. */

export interface CheckResult {
  /** Exercise id, such as "X1.1". */
  readonly exercise: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly checks: readonly CheckOutcome[];
  /** The known mistake that the answer equals, in one sentence. */
  readonly diagnosis?: string;
  /** Why the answer could not be graded at all: a syntax error, a forbidden import, an infinite loop. */
  readonly error?: string;
  /** Type errors with their line, and which containment held. */
  readonly notes: readonly string[];
}

export interface CheckOutcome {
  /** "a", "b", … from easy to whole. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly status: "passed" | "failed" | "skipped";
  /** What differs first and where; one next step. */
  readonly message?: string;
  /** "hidden check 1 of 2": all that is said of it, beside its points. */
  readonly hidden?: string;
}
