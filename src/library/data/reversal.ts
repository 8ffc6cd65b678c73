/**
 * Sequence reversal: "dbac" → "cabd", the smallest task that needs every symbol of the source.
 *
 * The length is uniform in minLength … maxLength, every symbol uniform among the first `symbols` letters.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import type { Pair } from "./pair.ts";
import { expectSize } from "./size-check.ts";

/** Lengths from … to, both included, and the size of the alphabet, 2 … 26. */
export interface ReversalConfig {
  readonly minLength: number;
  readonly maxLength: number;
  readonly symbols: number;
}

/** One word and the same from its end. Throws on sizes that do not fit. */
export function makeReversal(config: ReversalConfig, random: Random): Pair {
  const { minLength, maxLength, symbols } = config;
  checkReversal("makeReversal", config);
  const length = drawInteger(minLength, maxLength, random);
  const letters = Array.from({ length }, () => String.fromCharCode(97 + drawInteger(0, symbols - 1, random)));
  return { source: letters.join(""), target: letters.reverse().join("") };
}

/**
 * Knowing the length but not the source, every symbol is a fair draw: accuracy 1/symbols per symbol, and
 * symbols^−n for a whole answer of n symbols, averaged over the lengths.
 */
export function reversalBaseline(config: ReversalConfig): { characterAccuracy: number; exactMatch: number } {
  const { minLength, maxLength, symbols } = config;
  checkReversal("reversalBaseline", config);
  let exact = 0;
  for (let n = minLength; n <= maxLength; n++) exact += symbols ** -n;
  return { characterAccuracy: 1 / symbols, exactMatch: exact / (maxLength - minLength + 1) };
}

function checkReversal(where: string, { minLength, maxLength, symbols }: ReversalConfig): void {
  expectSize(where, "minLength", minLength, 1);
  expectSize(where, "maxLength", maxLength, minLength);
  expectSize(where, "symbols", symbols, 2);
  if (symbols > 26) throw new RangeError(`${where}: symbols must be at most 26 (letters), got ${symbols}.`);
}
