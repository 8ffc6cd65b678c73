/** Seeds that nobody can guess without the secret, and that are the same whenever an answer is graded again. */

import { createHmac } from "node:crypto";

/** A 32-bit seed: HMAC-SHA256 of the names under the secret. */
export function deriveSeed(secret: string, ...names: readonly string[]): number {
  return createHmac("sha256", secret).update(JSON.stringify(names)).digest().readUInt32LE(0);
}

/** The secret that everyone knows: with it every learner's inputs are the same, and can be shown beforehand. */
export const publicSecret = "unrolled";

/** The seed of a check's inputs: a student's own under a secret, the public one without. */
export function checkSeed(secret: string, student: string, exercise: string, check: string): number {
  return deriveSeed(secret, secret === publicSecret ? "learner" : student, exercise, check);
}
