/**
 * A grammar of praise and blame in which only order tells the answer.
 *
 *   the plot was not dull but the music was good     → 1: what is said after "but" is praise
 *
 * Both clauses have an adjective, good or bad with even odds, and a "not" with even odds. The label is the
 * sentiment of the second clause, 1 for praise; "not" turns it. `very` words stand before adjectives to part
 * them from their "not".
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger, drawOne } from "./draw.ts";
import { expectSize } from "./size-check.ts";

const subjects = ["plot", "music", "cast", "ending"];
const adjectives = [
  ["dull", "bad", "weak", "poor"],
  ["good", "great", "fine", "strong"],
];

/** A review as words, and its label: 1 for praise. */
export interface Review {
  readonly words: string[];
  readonly label: 0 | 1;
}

/** `very`: how many of them stand before each adjective. */
export function makeReview({ very = 0 }: { very?: number }, random: Random): Review {
  expectSize("makeReview", "very", very, 0);
  const clause = (positive: number, negated: number): string[] => [
    "the",
    drawOne(subjects, random),
    "was",
    ...(negated ? ["not"] : []),
    ...new Array<string>(very).fill("very"),
    drawOne(adjectives[positive], random),
  ];
  const bit = (): number => drawInteger(0, 1, random);
  const [positive, negated] = [bit(), bit()];
  const words = [...clause(bit(), bit()), "but", ...clause(positive, negated)];
  return { words, label: (positive ^ negated) as 0 | 1 };
}

/** Every word that a review can hold, sorted. */
export const reviewWords: readonly string[] = [
  ...new Set(["the", "was", "not", "very", "but", ...subjects, ...adjectives.flat()]),
].sort();

/**
 * The best accuracy of models that lose some or all of the order. Write p for an adjective's polarity and n for
 * "not"; the label is p₂ xor n₂, and all four bits are fair coins.
 *
 * `bagOfWords` knows which adjectives and how many "not", not where. p₂ is known if p₁ = p₂ (half of the time),
 * n₂ if n₁ = n₂ (half), independently. The label is known if both are (1/4), else a fair coin: 1/4 + 3/8 = 5/8.
 *
 * `bagOfClauses` knows both clauses whole but not which came second. The label is known if p₁ xor n₁ = p₂ xor n₂
 * (half of the time), else a coin: 1/2 + 1/4 = 3/4. With very = 0 a bag of word pairs knows just that.
 */
export const reviewBaseline: {
  readonly constant: number;
  readonly bagOfWords: number;
  readonly bagOfClauses: number;
} = { constant: 1 / 2, bagOfWords: 5 / 8, bagOfClauses: 3 / 4 };
