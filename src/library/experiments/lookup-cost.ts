/**
 * Looking up a row against multiplying by a one-hot row: the same numbers, not the same time.
 *
 * For each size of the vocabulary the least of several measurements, in turn, in microseconds per token.
 */

import { embedding, oneHot } from "../layers/embedding.ts";
import { createRandom, randomInteger } from "../numeric/random.ts";

/** Sizes of the vocabulary, features, and how often to measure. */
export interface LookupCostConfig {
  readonly tokens: readonly number[];
  readonly features: number;
  readonly batch: number;
  readonly rounds: number;
}

/** Microseconds per token, one for each size. */
export interface LookupCostResult {
  readonly config: LookupCostConfig;
  readonly lookup: readonly number[];
  readonly product: readonly number[];
}

/** Measures both ways for each size of the vocabulary. */
export function runLookupCost(config: LookupCostConfig): LookupCostResult {
  const { features, batch, rounds } = config;
  const rows = config.tokens.map((tokens) => {
    const random = createRandom(tokens);
    const { E } = embedding.initParams({ tokens, features }, random);
    const ids = Int32Array.from({ length: batch }, () => randomInteger(tokens, random));
    const least = { lookup: Number.POSITIVE_INFINITY, product: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      least.lookup = Math.min(
        least.lookup,
        microseconds(20, () => embedding.forward({ E }, ids)),
      );
      least.product = Math.min(
        least.product,
        microseconds(1, () => oneHot(ids, tokens).dot(E)),
      );
    }
    return { lookup: least.lookup / batch, product: least.product / batch };
  });
  return { config, lookup: rows.map(({ lookup }) => lookup), product: rows.map(({ product }) => product) };
}

/** Of one call, averaged over `times`. */
function microseconds(times: number, call: () => unknown): number {
  const start = performance.now();
  for (let k = 0; k < times; k++) call();
  return (1000 * (performance.now() - start)) / times;
}
