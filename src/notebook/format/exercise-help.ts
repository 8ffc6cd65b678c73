/** What an exercise offers beside its cell. The command line fills it from the list of exercises. */

export interface ExerciseHelp {
  /** Exercise id, such as "X1.1". */
  readonly id: string;
  readonly title: string;
  /** What is to be computed, in one line. */
  readonly statement: string;
  readonly points: number;
  readonly maxPoints: number;
  /** The hints shown so far, from a nudge to nearly the answer. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  /** How many hidden checks a class has, and their points; left out where all checks are here. */
  readonly announcement?: string;
  /** "locked" until an honest attempt was made; "absent" where the course does not hand it out. */
  readonly solution: "open" | "locked" | "absent";
}
