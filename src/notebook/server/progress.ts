/** What the learner has solved so far, as the server needs it; who keeps it, and where, is told from outside. */

import type { CheckResult } from "../format/check-result.ts";

export interface ExerciseProgress {
  /** Best so far. */
  readonly points: number;
  readonly maxPoints: number;
  readonly attempts: number;
  /** ISO 8601; missing before the first attempt. */
  readonly lastAttempt?: string;
  /** How many hints were shown. */
  readonly hints: number;
}

export interface ProgressRecord {
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

export interface Progress {
  read(): Promise<ProgressRecord>;
  /** Counts one attempt. */
  record(result: CheckResult): Promise<void>;
  /** Adds a record that was exported before: the better of both counts. Throws RangeError if it is none. */
  merge(record: unknown): Promise<ProgressRecord>;
}
