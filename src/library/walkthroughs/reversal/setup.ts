/** What W6 and W7 start from, and what can be changed in them. */

import { Matrix } from "../../numeric/matrix.ts";
import type { Named } from "../../numeric/named.ts";
import type { Rows } from "../scene.ts";
import type { Input, Setup } from "../walkthrough.ts";
import { type ReversalModel, storedParams, tokenName } from "./model.ts";

/** word: the tokens of the source, one per row; bias: what is added to the scores of a … e, end and start. */
export function reversalNumbers(kind: ReversalModel, word: readonly number[]): Record<string, Rows> {
  return { word: word.map((token) => [token]), bias: storedParams(kind)["output.b"].toRows() };
}

export function reversalInputs({ numbers }: Setup): Input[] {
  const names = numbers.word.map((_, t) => tokenName(t));
  return [
    {
      name: "word",
      label: "the word to read",
      rowLabels: numbers.word.map((_, t) => `letter ${t + 1}`),
      least: 0,
      most: 4,
      names,
    },
    { name: "bias", label: "output bias: a b c d e end start", rowLabels: [], least: -6, most: 6 },
  ];
}

/** The trained weights with the setup's bias. */
export const paramsOf = (kind: ReversalModel, { numbers }: Setup): Named => ({
  ...storedParams(kind),
  "output.b": Matrix.fromRows(numbers.bias),
});

/** The source as a batch of one. */
export const sourceOf = ({ numbers }: Setup): number[][] => numbers.word.map(([token]) => [token]);

/** The word as letters. */
export const wordText = (tokens: readonly number[]): string => tokens.map(tokenName).join("");
