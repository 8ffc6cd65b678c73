/** What `unrolled class grade` is told: the secret, the deadline, numbers. Throws RangeError with what was expected. */

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { LateRule } from "../grader/class/scores.ts";

const root = join(import.meta.dirname, "../..");

export interface LateOptions {
  readonly due?: string;
  readonly latePenalty?: string;
  readonly lateLimit?: string;
  readonly grace?: string;
}

/** A file's content, or the course's own secret, made at its first use. */
export function readSecret(file: string | undefined): string {
  const own = join(root, ".unrolled/class-secret");
  const path = file ?? own;
  if (file === undefined && !existsSync(own)) {
    mkdirSync(dirname(own), { recursive: true });
    writeFileSync(own, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
    console.error(
      `Made a secret for this class in ${relative(process.cwd(), own)}; keep it to regrade with the same inputs.`,
    );
  }
  const secret = readFileSync(path, "utf8").trim();
  if (secret.length < 16)
    throw new RangeError(`class grade: the secret in ${path} has fewer than 16 characters.`);
  return secret;
}

export function lateRule({ due, latePenalty, lateLimit, grace }: LateOptions): LateRule | undefined {
  if (due === undefined) {
    if ((latePenalty ?? lateLimit ?? grace) !== undefined)
      throw new RangeError("class grade: a late penalty needs --due <time>.");
    return undefined;
  }
  const time = new Date(due);
  if (Number.isNaN(time.getTime()))
    throw new RangeError(
      `class grade: --due expects a time such as 2026-11-20T23:59:00+01:00, got "${due}".`,
    );
  return {
    due: time,
    percentPerDay: countOf("late-penalty", latePenalty, 10),
    mostPercent: countOf("late-limit", lateLimit, 100),
    graceMinutes: countOf("grace", grace, 0),
  };
}

export function countOf(option: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (!(Number.isFinite(value) && value >= (option === "jobs" ? 1 : 0)))
    throw new RangeError(`class grade: --${option} expects a number, got "${text}".`);
  return value;
}
