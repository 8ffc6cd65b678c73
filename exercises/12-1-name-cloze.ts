/**
 * Exercise X12.1: a story with a gap that only memory can fill.
 *
 *   Tom was reading . the dog slept . rain fell . Mary came in . Mary said hi to ___      → Tom
 *
 * The host was reading. Then come sentences that have nothing to do with it. Then a guest comes in and greets the
 * host, who is the answer. The guest is somebody else than the host.
 *
 * const random = createRandom(seed) draws; randomInteger(n, random) is 0 … n − 1. Draw in this order: the host out of
 * `names`; the guest out of the names that are left, in their order; one sentence out of `distractions` for each of
 * the `distractors`, in the order of the story. Check: npx unrolled grade 12.1
 */

import { createRandom, randomInteger } from "unrolled/numeric";

/** words: the story up to the gap, one entry per word and per full stop. answer: the name that belongs into the gap. */
export interface NameCloze {
  words: string[];
  answer: string;
}

/** Each of `distractions` is a sentence with its full stop, such as "the dog slept ."; so is all else in the story. */
export function makeNameCloze(
  names: string[],
  distractions: string[],
  distractors: number,
  seed: number,
): NameCloze {
  throw new Error("TODO: exercise X12.1");
}
