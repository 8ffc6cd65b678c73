/** What the learner has solved so far: one small file beside their notebooks, theirs to copy or delete. */

import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { CheckResult } from "../format/check-result.ts";
import { HttpError } from "./exchange.ts";
import { createTurns } from "./turns.ts";

export interface ExerciseProgress {
  /** Best so far. */
  readonly points: number;
  readonly maxPoints: number;
  readonly attempts: number;
  /** ISO 8601. */
  readonly lastAttempt: string;
}

export interface ProgressRecord {
  readonly exercises: Record<string, ExerciseProgress>;
}

export interface Progress {
  read(): Promise<ProgressRecord>;
  /** Counts one attempt. */
  record(result: CheckResult): Promise<void>;
  /** Takes a record that was exported before. */
  replace(record: unknown): Promise<ProgressRecord>;
}

export function createProgress(file: string): Progress {
  const inTurn = createTurns();

  async function read(): Promise<ProgressRecord> {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return { exercises: {} };
    try {
      return validated(JSON.parse(text));
    } catch {
      // Someone may still mend it by hand, so it is not written over.
      await rename(file, file.replace(/\.json$/, ".damaged.json"));
      return { exercises: {} };
    }
  }

  async function write(record: ProgressRecord): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, `${JSON.stringify(record, null, 2)}\n`);
  }

  return {
    read,
    record: ({ exercise, points, maxPoints }) =>
      inTurn(file, async () => {
        const { exercises } = await read();
        const before = Object.hasOwn(exercises, exercise) ? exercises[exercise]! : { points: 0, attempts: 0 };
        const best = Math.max(points, Math.min(before.points, maxPoints));
        const entry = {
          points: best,
          maxPoints,
          attempts: before.attempts + 1,
          lastAttempt: new Date().toISOString(),
        };
        await write({ exercises: { ...exercises, [exercise]: entry } });
      }),
    replace: (record) =>
      inTurn(file, async () => {
        const valid = validated(record);
        await write(valid);
        return valid;
      }),
  };
}

function validated(value: unknown): ProgressRecord {
  const { exercises } = (value ?? {}) as { exercises?: unknown };
  if (typeof exercises !== "object" || exercises === null || Array.isArray(exercises)) {
    throw new HttpError(400, "progress: expected an object with `exercises`.");
  }
  const entries = Object.entries(exercises as Record<string, Partial<ExerciseProgress> | null>).map(
    ([id, entry]) => {
      const { points, maxPoints, attempts, lastAttempt } = entry ?? {};
      const areNumbers = [points, maxPoints, attempts].every((number) => Number.isFinite(number));
      if (!areNumbers || typeof lastAttempt !== "string") {
        throw new HttpError(400, `progress: ${id} needs points, maxPoints, attempts and lastAttempt.`);
      }
      return [id, { points: points!, maxPoints: maxPoints!, attempts: attempts!, lastAttempt }] as const;
    },
  );
  return { exercises: Object.fromEntries(entries) };
}
