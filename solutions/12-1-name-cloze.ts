/**
 * Exercise X12.1: a story with a gap that only memory can fill.
 *
 *   Tom was reading . the dog slept . rain fell . Mary came in . Mary said hi to ___      → Tom
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
  const random = createRandom(seed);
  const host = names[randomInteger(names.length, random)];
  const others = names.filter((name) => name !== host);
  const guest = others[randomInteger(others.length, random)];
  const sentences = [`${host} was reading .`];
  for (let k = 0; k < distractors; k++)
    sentences.push(distractions[randomInteger(distractions.length, random)]);
  sentences.push(`${guest} came in .`, `${guest} said hi to`);
  return { words: sentences.join(" ").split(" "), answer: host };
}
