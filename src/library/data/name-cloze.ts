/**
 * Name cloze: a person is named, other things happen, and then that name is asked for.
 *
 *   Tom was watching TV . the dog slept . rain fell outside . Mary came in . Mary said hi to ___   → Tom
 *
 * Two different people out of `people` are drawn, then `distractors` sentences without names.
 */

import { type Random, shuffled } from "../numeric/random.ts";
import { drawOne } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** The people that can take part; the first `people` of them do. */
export const clozeNames: readonly string[] = [
  "Tom",
  "Mary",
  "John",
  "Anna",
  "Paul",
  "Lucy",
  "Mark",
  "Emma",
  "Luke",
  "Nora",
];

const openings = ["was watching TV .", "sat in the kitchen .", "read an old book .", "made some tea ."];
const distractions = [
  "the dog slept .",
  "rain fell outside .",
  "the clock struck ten .",
  "a car drove by .",
  "the light went out .",
];

/** words: the text up to the gap, one token per word or full stop. answer: the name that fills the gap. */
export interface NameCloze {
  readonly words: string[];
  readonly answer: string;
}

/** One story with its gap. Throws unless there are 2 … 10 people. */
export function makeNameCloze(
  { people, distractors }: { people: number; distractors: number },
  random: Random,
): NameCloze {
  checkPeople("makeNameCloze", people);
  expectSize("makeNameCloze", "distractors", distractors, 0);
  const [host, guest] = shuffled(clozeNames.slice(0, people), random);
  const sentences = [
    `${host} ${drawOne(openings, random)}`,
    ...Array.from({ length: distractors }, () => drawOne(distractions, random)),
    `${guest} came in .`,
    `${guest} said hi to`,
  ];
  return { words: sentences.join(" ").split(" "), answer: host };
}

/** Every word that a cloze can hold, sorted: the tokens of a vocabulary. */
export const clozeWords: readonly string[] = [
  ...new Set([
    ...clozeNames,
    ...[...openings, ...distractions, "came in .", "said hi to"].join(" ").split(" "),
  ]),
].sort();

/**
 * What can be had from the last sentence alone. It names the guest, and the host is any of the other
 * people − 1, equally likely, so accuracy 1/(people − 1) and cross-entropy ln(people − 1). A constant answer
 * is right with the probability 1/people.
 */
export function nameClozeBaseline(people: number): {
  constantAccuracy: number;
  accuracy: number;
  crossEntropy: number;
} {
  checkPeople("nameClozeBaseline", people);
  return { constantAccuracy: 1 / people, accuracy: 1 / (people - 1), crossEntropy: Math.log(people - 1) };
}

function checkPeople(where: string, people: number): void {
  if (!Number.isInteger(people) || people < 2 || people > clozeNames.length) {
    throw new RangeError(`${where}: people must be 2 … ${clozeNames.length}, got ${people}.`);
  }
}
