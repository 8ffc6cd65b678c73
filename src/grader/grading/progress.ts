/**
 * What a learner has reached, in `progress.json` of the learner's own folder: best points, attempts, hints
 * seen. Theirs to copy, mend or delete; never a grade. Only this file writes it.
 */

import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { type GradeReport, notAttempted } from "./report.ts";

export interface ExerciseProgress {
  /** Best so far. */
  readonly points: number;
  readonly maxPoints: number;
  /** Answers that were graded; an untouched stub is none. */
  readonly attempts: number;
  /** ISO 8601; missing before the first attempt. */
  readonly lastAttempt?: string;
  /** How many hints were shown. */
  readonly hints: number;
}

export interface ProgressRecord {
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

export interface ProgressStore {
  /** A missing or damaged file counts as no progress; a learner's notes never stop the grading. */
  read(): Promise<ProgressRecord>;
  /** Counts one attempt for each report, and keeps the best points. */
  record(reports: readonly GradeReport[]): Promise<void>;
  recordHints(exercise: { readonly id: string; readonly maxPoints: number }, hints: number): Promise<void>;
  /** Adds a record that was exported before: the better of both counts. Throws RangeError if it is none. */
  merge(record: unknown): Promise<ProgressRecord>;
}

const nothing: ExerciseProgress = { points: 0, maxPoints: 0, attempts: 0, hints: 0 };

/** What is known of one exercise. */
export function progressOf({ exercises }: ProgressRecord, id: string): ExerciseProgress {
  return Object.hasOwn(exercises, id) ? exercises[id] : nothing;
}

/** `own`: the learner's own folder, `.unrolled` in the project. */
export function createProgressStore(own: string): ProgressStore {
  const file = join(own, "progress.json");
  let last: Promise<unknown> = Promise.resolve();
  /** Reading and writing again is one turn, so that no answer of two that come at once is forgotten. */
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };

  async function read(): Promise<ProgressRecord> {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return { exercises: {} };
    try {
      return validated(JSON.parse(text));
    } catch {
      // Someone may still mend it by hand, so it is not written over.
      await rename(file, join(own, "progress.damaged.json")).catch(() => undefined);
      return { exercises: {} };
    }
  }

  async function write(record: ProgressRecord): Promise<void> {
    await mkdir(own, { recursive: true });
    await writeFileAtomic(file, `${JSON.stringify(record, null, 2)}\n`);
  }

  return {
    read,
    record: (reports) =>
      inTurn(async () => {
        const attempts = reports.filter(({ error }) => error !== notAttempted);
        if (attempts.length > 0) await write(attempts.reduce(withReport, await read()));
      }),
    recordHints: ({ id, maxPoints }, hints) =>
      inTurn(async () => {
        const record = await read();
        const entry = { ...progressOf(record, id), maxPoints, hints };
        await write({ exercises: { ...record.exercises, [id]: entry } });
      }),
    merge: (record) =>
      inTurn(async () => {
        const given = validated(record);
        const merged = bestOf(await read(), given);
        await write(merged);
        return merged;
      }),
  };
}

function withReport(record: ProgressRecord, { exercise, points, maxPoints }: GradeReport): ProgressRecord {
  const before = progressOf(record, exercise);
  const entry: ExerciseProgress = {
    ...before,
    points: Math.max(points, Math.min(before.points, maxPoints)),
    maxPoints,
    attempts: before.attempts + 1,
    lastAttempt: new Date().toISOString(),
  };
  return { exercises: { ...record.exercises, [exercise]: entry } };
}

/** Nothing is lowered, and bringing the same record twice changes nothing. */
function bestOf(own: ProgressRecord, given: ProgressRecord): ProgressRecord {
  const merged: Record<string, ExerciseProgress> = { ...own.exercises };
  for (const [id, entry] of Object.entries(given.exercises)) {
    const before = progressOf(own, id);
    const maxPoints = before.maxPoints > 0 ? before.maxPoints : entry.maxPoints;
    const lastAttempt = [before.lastAttempt, entry.lastAttempt].filter((time) => time !== undefined).sort();
    merged[id] = {
      points: Math.min(maxPoints, Math.max(before.points, entry.points)),
      maxPoints,
      attempts: Math.max(before.attempts, entry.attempts),
      hints: Math.max(before.hints, entry.hints),
      ...(lastAttempt.length > 0 && { lastAttempt: lastAttempt.at(-1)! }),
    };
  }
  return { exercises: merged };
}

function validated(value: unknown): ProgressRecord {
  const { exercises } = (value ?? {}) as { exercises?: unknown };
  if (typeof exercises !== "object" || exercises === null || Array.isArray(exercises))
    throw new RangeError("progress: expected an object with `exercises`.");
  const entries = Object.entries(exercises as Record<string, unknown>);
  return { exercises: Object.fromEntries(entries.map(([id, entry]) => [id, validEntry(id, entry)])) };
}

function validEntry(id: string, entry: unknown): ExerciseProgress {
  const { points, maxPoints, attempts, lastAttempt, hints = 0 } = (entry ?? {}) as Partial<ExerciseProgress>;
  const numbers = { points, maxPoints, attempts, hints };
  const areCounts = Object.values(numbers).every((number) => Number.isFinite(number) && Number(number) >= 0);
  if (!areCounts || !(lastAttempt === undefined || typeof lastAttempt === "string"))
    throw new RangeError(
      `progress: ${id} needs points, maxPoints, attempts and hints as numbers, lastAttempt as a text.`,
    );
  return {
    ...(numbers as Omit<ExerciseProgress, "lastAttempt">),
    ...(lastAttempt === undefined ? {} : { lastAttempt }),
  };
}
