/**
 * The Reber grammar and its embedded form.
 *
 *             ┌─S─┐
 *         ┌─T→ 1 ─X─→ 3 ─S──┐
 *   B → 0 │           ↑X    ↓
 *         └─P→ 2 ─V─→ 4 ─V─→ 5 → E        (3 —X→ 2, 4 —P→ 3, 2 —T→ 2, 1 —S→ 1)
 *
 * An embedded string is B, T or P, a Reber string, the same T or P again, E. That second-last symbol is the
 * critical one: it can only be known from the second, a whole Reber string earlier.
 *
 * Reber 1967; embedded: Fahlman 1991, Hochreiter & Schmidhuber 1997, experiment 1.
 */

import type { Random } from "../numeric/random.ts";
import { drawOne } from "./draw.ts";

/** The symbols; a token is a place in this list. */
export const reberSymbols: readonly string[] = ["B", "T", "P", "S", "X", "V", "E"];

/** From each state: the symbols that may follow and the state that each leads to. State 6 is the end. */
export const reberTransitions: readonly Readonly<Record<string, number>>[] = [
  { T: 1, P: 2 },
  { S: 1, X: 3 },
  { T: 2, V: 4 },
  { X: 2, S: 5 },
  { P: 3, V: 5 },
  { E: 6 },
];

/** A Reber string, as "BTXSE": from every state each allowed symbol is equally likely. */
export function reberString(random: Random): string {
  let text = "B";
  for (let state = 0; state < reberTransitions.length; ) {
    const symbol = drawOne(Object.keys(reberTransitions[state]), random);
    text += symbol;
    state = reberTransitions[state][symbol];
  }
  return text;
}

/** An embedded Reber string, as "BPBTXSEPE". */
export function embeddedReberString(random: Random): string {
  const branch = drawOne(["T", "P"], random);
  return `B${branch}${reberString(random)}${branch}E`;
}

/** Token ids of a string: places in `reberSymbols`. Throws at any other symbol. */
export function encodeReber(text: string): Int32Array {
  return Int32Array.from(text, (symbol) => {
    const id = reberSymbols.indexOf(symbol);
    if (id < 0) throw new RangeError(`encodeReber: "${symbol}" is not among ${reberSymbols.join(" ")}.`);
    return id;
  });
}

/** Whether the whole text is a Reber string. */
export function isReber(text: string): boolean {
  if (text[0] !== "B") return false;
  let state: number | undefined = 0;
  for (const symbol of text.slice(1)) {
    state = state === undefined ? undefined : reberTransitions[state]?.[symbol];
  }
  return state === reberTransitions.length;
}

/** Whether the whole text is an embedded Reber string. */
export function isEmbeddedReber(text: string): boolean {
  const branch = text[1];
  return (
    (branch === "T" || branch === "P") &&
    text[0] === "B" &&
    text.endsWith(`${branch}E`) &&
    isReber(text.slice(2, -2))
  );
}

/**
 * The symbols that may follow each prefix of an embedded string: entry t belongs to text[0 … t], so there is
 * one entry fewer than symbols. Throws where the text is not an embedded Reber string.
 */
export function embeddedReberSuccessors(text: string): string[][] {
  if (!isEmbeddedReber(text))
    throw new RangeError(`embeddedReberSuccessors: "${text}" is not an embedded Reber string.`);
  const successors: string[][] = [["T", "P"], ["B"]];
  let state = 0;
  for (const symbol of text.slice(3, -2)) {
    successors.push(Object.keys(reberTransitions[state]));
    state = reberTransitions[state][symbol];
  }
  return [...successors, [text[1]], ["E"]];
}

/**
 * Exact numbers of the embedded grammar.
 *
 * Let nₛ be the expected number of symbols that follow state s. From the table, n₅ = 1, n₁ = 1 + ½n₁ + ½n₃,
 * n₂ = 1 + ½n₂ + ½n₄, n₃ = 1 + ½n₂ + ½n₅, n₄ = 1 + ½n₃ + ½n₅ and n₀ = 1 + ½n₁ + ½n₂; solved, n₄ = 11/3,
 * n₃ = 13/3, n₂ = 17/3, n₁ = 19/3, n₀ = 7. With its B a Reber string has 8 symbols on average, and an embedded
 * one 8 + 4 = 12, of which 11 are predicted.
 *
 * All transitions but B and E choose between two: n₀ − 1 = 6 bits inside, and 1 bit for the branch. So the best
 * predictor pays 7 bits per string. One that has forgotten the branch pays 1 more at the critical symbol, which
 * it guesses right half of the time.
 */
export const embeddedReberBaseline: {
  readonly meanLength: number;
  readonly bitsPerString: number;
  readonly forgetfulBitsPerString: number;
  readonly criticalAccuracy: number;
} = { meanLength: 12, bitsPerString: 7, forgetfulBitsPerString: 8, criticalAccuracy: 1 / 2 };
