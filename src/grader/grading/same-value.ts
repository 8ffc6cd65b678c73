/** Whether two values are the same but for rounding. */

import { isMatrixLike, isNumberArray } from "../sandbox/value.ts";
import { numbersOf } from "./expectations.ts";

/** Relative to the largest number of the same matrix: through float32 rounding, yet never by chance. */
const sameWithin = 1e-5;
/** Below this everything counts as zero; single precision knows nothing under 1e-45. */
const nearlyZero = 1e-30;

/** Same structure, same numbers within `sameWithin`. */
export function sameValue(got: unknown, expected: unknown): boolean {
  if (isMatrixLike(expected))
    return (
      isMatrixLike(got) &&
      got.rows === expected.rows &&
      got.cols === expected.cols &&
      sameNumbers(got, expected)
    );
  if (isNumberArray(expected))
    return isNumberArray(got) && got.length === expected.length && sameNumbers(got, expected);
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((item, i) => sameValue(got[i], item))
    );
  if (typeof expected === "object" && expected !== null) {
    if (typeof got !== "object" || got === null) return false;
    return Object.entries(expected).every(([key, item]) =>
      sameValue((got as Record<string, unknown>)[key], item),
    );
  }
  if (typeof expected === "number") return typeof got === "number" && sameNumbers(got, expected);
  return Object.is(got, expected);
}

function sameNumbers(got: unknown, expected: unknown): boolean {
  const [a, b] = [numbersOf(got), numbersOf(expected)];
  let scale = 0;
  for (let i = 0; i < b.length; i++) if (Number.isFinite(b[i])) scale = Math.max(scale, Math.abs(b[i]));
  for (let i = 0; i < b.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    if (!(Math.abs(a[i] - b[i]) <= sameWithin * scale + nearlyZero)) return false;
  }
  return true;
}
