/** What the grader hands to the vitest run, and what comes back with each test. Plain data both ways. */

import type { AnswerTimes } from "../sandbox/answer.ts";
import type { Bundle } from "../sandbox/bundle.ts";
import type { Launch } from "../sandbox/confined-process.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { RecordedValue } from "./recorded-mistakes.ts";

/** One answer to one exercise. */
export interface Submission {
  /** Names it within a run. */
  readonly key: string;
  readonly exercise: string;
  /** Seeds of its inputs come from the secret and this name. */
  readonly student: string;
  readonly bundle: Bundle;
  readonly launch: Launch;
}

export interface GradingContext {
  readonly root: string;
  readonly secret: string;
  readonly times: AnswerTimes;
  readonly submissions: readonly Submission[];
  /** The checks that are not hidden run to record what the answers give, for a class's copy of the course. */
  readonly record?: boolean;
}

export interface CheckRecord {
  readonly submission: string;
  readonly check: string;
  /** The grader's own fault, if it was one: never the learner's. */
  readonly graderFault?: string;
  readonly untouched?: boolean;
}

export interface SummaryRecord {
  readonly submission: string;
  readonly diagnosis?: Diagnosis;
  readonly printed: string;
  /** Printed from the first hidden check on. */
  readonly printedHidden: string;
  /** What the answer gave on each call, if that is recorded. */
  readonly calls?: readonly { readonly call: string; readonly value: RecordedValue }[];
}

declare module "vitest" {
  interface ProvidedContext {
    grading: GradingContext;
  }
  interface TaskMeta {
    check?: CheckRecord;
    summary?: SummaryRecord;
  }
}
