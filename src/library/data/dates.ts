/**
 * Dates as people write them → ISO 8601: "Tuesday, 5 March 1974" → "1974-03-05".
 *
 * A day of the years `from` … `to` is drawn, each day equally likely, and a way to write it. Every way names
 * the whole date, so the answer is always determined. Weekdays are right.
 */

import type { Random } from "../numeric/random.ts";
import { type Answers, answerBaseline } from "./answer-baseline.ts";
import { drawInteger, drawOne } from "./draw.ts";
import type { Pair } from "./pair.ts";

/** The years that dates are drawn from. */
export interface DateRange {
  /** First and last year, four digits each; 1950 and 2049 unless given. */
  readonly from?: number;
  readonly to?: number;
}

const millisecondsPerDay = 86_400_000;
const months = "January February March April May June July August September October November December".split(
  " ",
);
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** The ways to write a date, from the most machine-like to the least. */
const ways: readonly ((date: Date) => string)[] = [
  (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`,
  (date) => `${months[date.getUTCMonth()].slice(0, 3)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  (date) => `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`,
  (date) => `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  (date) =>
    `${date.getUTCDate()} ${months[date.getUTCMonth()].slice(0, 3).toLowerCase()} ${date.getUTCFullYear()}`,
  (date) =>
    `${weekdays[date.getUTCDay()]}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`,
];

/** Longest source text of all ways and dates: "Wednesday, 10 September 2000". */
export const longestDate: number = "Wednesday, 10 September 2000".length;

/** One pair; target always has 10 characters. */
export function makeDate(range: DateRange, random: Random): Pair {
  const { first, days } = daysOf("makeDate", range);
  const date = new Date((first + drawInteger(0, days - 1, random)) * millisecondsPerDay);
  return { source: drawOne(ways, random)(date), target: isoDate(date) };
}

/** Exact, by counting every day of the range: see answerBaseline. */
export function dateBaseline(range: DateRange = {}): Answers {
  const { first, days } = daysOf("dateBaseline", range);
  const answers = new Map<string, number>();
  for (let day = first; day < first + days; day++)
    answers.set(isoDate(new Date(day * millisecondsPerDay)), 1);
  return answerBaseline(answers);
}

const isoDate = (date: Date): string => date.toISOString().slice(0, 10);

/** The range as days since 1970-01-01. */
function daysOf(where: string, { from = 1950, to = 2049 }: DateRange): { first: number; days: number } {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1000 || to > 9999 || from > to) {
    throw new RangeError(`${where}: years must satisfy 1000 ≤ from ≤ to ≤ 9999, got from ${from} to ${to}.`);
  }
  const first = Date.UTC(from, 0, 1) / millisecondsPerDay;
  return { first, days: Date.UTC(to + 1, 0, 1) / millisecondsPerDay - first };
}
