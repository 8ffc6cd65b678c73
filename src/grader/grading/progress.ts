/** What a learner has reached, in `progress.json` of the learner's own folder: best points, and hints seen. Never a grade. */

import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { GradeReport } from "./report.ts";

export interface Progress {
  /** Best points by exercise id. */
  readonly best: Readonly<Record<string, number>>;
  /** How many hints were shown, by exercise id. */
  readonly hints: Readonly<Record<string, number>>;
}

const none: Progress = { best: {}, hints: {} };

/** `own`: the learner's own folder, `.unrolled` in the project. */
const fileOf = (own: string): string => join(own, "progress.json");

/** A missing or damaged file counts as no progress; a learner's notes never stop the grading. */
export async function readProgress(own: string): Promise<Progress> {
  try {
    const { best, hints } = JSON.parse(await readFile(fileOf(own), "utf8")) as Partial<Progress>;
    return { best: { ...best }, hints: { ...hints } };
  } catch {
    return none;
  }
}

export async function writeProgress(own: string, progress: Progress): Promise<void> {
  await mkdir(dirname(fileOf(own)), { recursive: true });
  await writeFileAtomic(fileOf(own), `${JSON.stringify(progress, null, 2)}\n`);
}

/** Keeps the best of before and now. */
export function withReports(progress: Progress, reports: readonly GradeReport[]): Progress {
  const best = { ...progress.best };
  for (const { exercise, points } of reports) best[exercise] = Math.max(best[exercise] ?? 0, points);
  return { ...progress, best };
}
