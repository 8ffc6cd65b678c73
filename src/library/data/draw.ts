/** Draws from a range or a list. */

import { type Random, randomInteger } from "../numeric/random.ts";

/** A whole number in from … to, both included, each equally likely. */
export function drawInteger(from: number, to: number, random: Random): number {
  return from + randomInteger(to - from + 1, random);
}

/** One element, each equally likely. */
export function drawOne<T>(list: readonly T[], random: Random): T {
  return list[randomInteger(list.length, random)];
}
