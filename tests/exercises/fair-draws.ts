/** Whether random draws are as likely as they should be, at odds that no right answer meets by chance. */

import { CheckFailure } from "../../src/grader/grading/expectations.ts";

/** Standard deviations; a right answer exceeds them about twice in 10⁹ counts. */
const allowedDeviations = 6;

/**
 * `counts`: how often each outcome came; all are to be equally likely. `what` begins the message: "The symbols",
 * `name` says what an outcome is called.
 */
export function expectEquallyLikely(
  what: string,
  counts: readonly number[],
  name: (outcome: number) => string,
): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const share = 1 / counts.length;
  const allowed = allowedDeviations * Math.sqrt(total * share * (1 - share));
  counts.forEach((count, outcome) => {
    if (Math.abs(count - total * share) > allowed)
      throw new CheckFailure(
        `${what} are not equally likely: ${name(outcome)} came ${count} times out of ${total}, expected about ${Math.round(total * share)}.`,
      );
  });
}

/** How often each of 0 … outcomes − 1 is among the values. Others are not counted. */
export function countOf(values: Iterable<number>, outcomes: number): number[] {
  const counts = new Array<number>(outcomes).fill(0);
  for (const value of values) if (value in counts) counts[value]++;
  return counts;
}
