/** Known mistakes of X12.3, how many symbols fit into a state. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "rounded-up": "the number is rounded up, so that the last symbol does not fit",
  "one-less": "one symbol too few is counted",
  "one-more": "one symbol too many is counted",
  fraction: "the number is not rounded: half a symbol cannot be told back",
  "states-added": "the states are counted as hidden · levels instead of levels^hidden",
  "texts-added": "the texts are counted as symbols · n instead of symbols^n",
  "one-unit": "one unit is counted instead of all of them",
  "one-symbol-per-unit": "one symbol is counted for each unit, whatever the levels and the alphabet",
  bits: "bits are counted instead of symbols",
  "two-levels": "each unit is counted as if it had two levels",
  "levels-to-the-symbols": "the logarithms of levels and of symbols are exchanged",
  "exponent-exchanged": "the states are counted as hidden^levels instead of levels^hidden",
  "levels-over-symbols": "levels is divided by symbols without logarithms",
  "one-level-less": "one level is not used",
  "one-symbol-less": "the alphabet is counted with one symbol too few",
  zero: "zero is returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    symbolsThatFit(hidden: number, levels: number, symbols: number): number {
      if (has("zero")) return 0;
      const exact = exactCount(hidden, has("two-levels") ? 2 : levels, symbols, has);
      if (has("fraction")) return exact;
      const shift = has("one-more") ? 1 : has("one-less") ? -1 : 0;
      return (has("rounded-up") ? Math.ceil(exact) : Math.floor(exact + 1e-9)) + shift;
    },
  }),
  { grave: ["zero"] },
);

function exactCount(hidden: number, levels: number, symbols: number, has: Has): number {
  const units = has("one-unit") && !has("levels-to-the-symbols") ? 1 : hidden;
  const told = Math.log(has("one-level-less") && !has("two-levels") ? levels - 1 : levels);
  const asked = Math.log(has("one-symbol-less") ? symbols - 1 : symbols);
  if (has("states-added")) return Math.log(hidden * levels) / asked;
  if (has("texts-added")) return levels ** units / symbols;
  if (has("one-symbol-per-unit")) return hidden;
  if (has("bits")) return (units * told) / Math.log(2);
  if (has("exponent-exchanged")) return (levels * Math.log(hidden)) / asked;
  if (has("levels-over-symbols")) return (units * levels) / symbols;
  return has("levels-to-the-symbols") ? (units * asked) / told : (units * told) / asked;
}
