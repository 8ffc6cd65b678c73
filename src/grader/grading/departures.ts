/** Where one value departs from another of the same structure, number by number. */

import { isMatrixLike, isNumberArray } from "../sandbox/value.ts";
import { numbersOf } from "./expectations.ts";
import { sameWithin } from "./same-value.ts";

/** One entry for each number (or text) in the order of the structure: 1 where it differs. */
export type Departures = readonly number[];

/** Undefined where the structures differ, so that elements cannot be compared. */
export function departures(value: unknown, from: unknown): Departures | undefined {
  const marks: number[] = [];
  return mark(value, from, marks) ? marks : undefined;
}

/** Appends the marks of one part; false where the structures differ. */
function mark(value: unknown, from: unknown, marks: number[]): boolean {
  if (isMatrixLike(from))
    return (
      isMatrixLike(value) &&
      value.rows === from.rows &&
      value.cols === from.cols &&
      markNumbers(value, from, marks)
    );
  if (isNumberArray(from))
    return isNumberArray(value) && value.length === from.length && markNumbers(value, from, marks);
  if (typeof from === "number") return typeof value === "number" && markNumbers(value, from, marks);
  if (Array.isArray(from))
    return (
      Array.isArray(value) &&
      value.length === from.length &&
      from.every((item, i) => mark(value[i], item, marks))
    );
  if (typeof from === "object" && from !== null) {
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(from).every(([key, item]) =>
      mark((value as Record<string, unknown>)[key], item, marks),
    );
  }
  marks.push(Object.is(value, from) ? 0 : 1);
  return true;
}

function markNumbers(value: unknown, from: unknown, marks: number[]): true {
  const [a, b] = [numbersOf(value), numbersOf(from)];
  let scale = 0;
  for (let i = 0; i < b.length; i++) if (Number.isFinite(b[i])) scale = Math.max(scale, Math.abs(b[i]));
  for (let i = 0; i < b.length; i++)
    marks.push(Object.is(a[i], b[i]) || Math.abs(a[i] - b[i]) <= sameWithin * scale ? 0 : 1);
  return true;
}

/**
 * Whether two changes, each known by where it departs from what is right, can together depart where `got` does:
 * every departure is one of theirs, and what only one of them changes has not become right again.
 */
export function canTogetherGive(got: Departures, first: Departures, second: Departures): boolean {
  for (let i = 0; i < got.length; i++) {
    if (got[i] === 1 && first[i] === 0 && second[i] === 0) return false;
    if (got[i] === 0 && first[i] !== second[i]) return false;
  }
  return true;
}
