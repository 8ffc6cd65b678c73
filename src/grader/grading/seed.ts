/** Seeds that nobody can guess without the secret, and that are the same whenever an answer is graded again. */

import { createHmac } from "node:crypto";

/** A 32-bit seed: HMAC-SHA256 of the names under the secret. */
export function deriveSeed(secret: string, ...names: readonly string[]): number {
  return createHmac("sha256", secret).update(JSON.stringify(names)).digest().readUInt32LE(0);
}
