/**
 * Text in, text out: the tasks of the encoder–decoder, each with its vocabularies and its way to draw examples.
 *
 *   reversal       "abcd" → "dcba"
 *   dates          "5 March 1974" → "1974-03-05"
 *   addition       "47+95" → "142", or from its last digit
 */

import { type AdditionConfig, makeAddition } from "../data/addition.ts";
import { makeDate } from "../data/dates.ts";
import type { Pair } from "../data/pair.ts";
import { type PairBatch, pairBatch } from "../data/pair-batch.ts";
import { makeReversal, type ReversalConfig } from "../data/reversal.ts";
import { createTokenVocabulary, type TokenVocabulary } from "../data/token-vocabulary.ts";
import { createRandom, type Random } from "../numeric/random.ts";

/** One of the tasks with its sizes. */
export type TextTaskConfig =
  | ({ readonly kind: "reversal" } & ReversalConfig)
  | { readonly kind: "dates" }
  | ({ readonly kind: "addition" } & AdditionConfig);

/** How to draw examples of a task, and how their characters are numbered. */
export interface TextTask {
  readonly vocabularies: { readonly source: TokenVocabulary; readonly target: TokenVocabulary };
  make(random: Random): Pair;
  /** `count` new examples as one batch. */
  batch(count: number, random: Random): PairBatch;
}

/** Dates from which the characters of all dates are collected; every month, weekday and digit is among them. */
const SAMPLED = 2000;

/** The task of that kind and size. Throws on sizes that do not fit. */
export function textTask(config: TextTaskConfig): TextTask {
  const make = makerOf(config);
  const { source, target } = charactersOf(config, make);
  const vocabularies = {
    source: createTokenVocabulary(source),
    target: createTokenVocabulary(target, { marks: true }),
  };
  return {
    vocabularies,
    make,
    batch: (count, random) =>
      pairBatch(
        Array.from({ length: count }, () => make(random)),
        vocabularies,
      ),
  };
}

function makerOf(config: TextTaskConfig): (random: Random) => Pair {
  if (config.kind === "reversal") return (random) => makeReversal(config, random);
  if (config.kind === "addition") return (random) => makeAddition(config, random);
  return (random) => makeDate({}, random);
}

function charactersOf(
  config: TextTaskConfig,
  make: (random: Random) => Pair,
): { source: Iterable<string>; target: Iterable<string> } {
  if (config.kind === "reversal") {
    const letters = Array.from({ length: config.symbols }, (_, k) => String.fromCharCode(97 + k));
    return { source: letters, target: letters };
  }
  if (config.kind === "addition") return { source: "0123456789+", target: "0123456789" };
  const random = createRandom(1);
  const sources = Array.from({ length: SAMPLED }, () => make(random).source);
  return { source: sources.join(""), target: "0123456789-" };
}
