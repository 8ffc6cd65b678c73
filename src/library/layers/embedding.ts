/**
 * Embedding: a table with one row of features per token.
 *
 *   y = E[tokenId]     the same as one-hot(tokenId) · E, without the product with zeros
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { normal, type Random } from "../numeric/random.ts";

/** E: [tokens, features]. */
export type EmbeddingParam = "E";

/** One token id per row of the batch. */
export type TokenIds = Int32Array | readonly number[];

/** What a lookup saves: the ids. */
export interface EmbeddingCache {
  readonly ids: TokenIds;
}

/** `tokens` rows of `features` numbers. */
export interface EmbeddingSize {
  readonly tokens: number;
  readonly features: number;
  readonly dtype?: Dtype;
}

/** The lookup table: forward and backward. */
export interface Embedding {
  /** Standard normal, as PyTorch's nn.Embedding. */
  initParams(size: EmbeddingSize, random: Random): Named<EmbeddingParam>;
  /** ids: [batch] -> y: [batch, features]. Throws on an id outside the table. */
  forward(params: Named<EmbeddingParam>, ids: TokenIds): { y: Matrix; cache: EmbeddingCache };
  /** Adds dy's rows to the rows of `grads.E` that were looked up; a token that occurs twice gets both. */
  backward(cache: EmbeddingCache, dy: Matrix, grads: Named<EmbeddingParam>): void;
}

/** Lookup of rows of E; see this file's equation. */
export const embedding: Embedding = {
  initParams: ({ tokens, features, dtype = "float64" }, random) => ({
    E: normal(tokens, features, 1, random).to(dtype),
  }),

  forward({ E }, ids) {
    assertIds("embedding", ids, E.rows);
    const y = Matrix.zeros(ids.length, E.cols, E.dtype);
    for (let r = 0; r < ids.length; r++) {
      y.data.set(E.data.subarray(ids[r] * E.cols, (ids[r] + 1) * E.cols), r * E.cols);
    }
    return { y, cache: { ids } };
  },

  backward({ ids }, dy, { E: dE }) {
    for (let r = 0; r < ids.length; r++) {
      for (let c = 0; c < dE.cols; c++) dE.data[ids[r] * dE.cols + c] += dy.data[r * dE.cols + c];
    }
  },
};

/** One row per id, all zero but for a 1 in column id: [batch, tokens]. */
export function oneHot(ids: TokenIds, tokens: number, dtype: Dtype = "float64"): Matrix {
  assertIds("oneHot", ids, tokens);
  const out = Matrix.zeros(ids.length, tokens, dtype);
  for (let r = 0; r < ids.length; r++) out.data[r * tokens + ids[r]] = 1;
  return out;
}

function assertIds(operation: string, ids: TokenIds, tokens: number): void {
  for (let r = 0; r < ids.length; r++) {
    if (!(Number.isInteger(ids[r]) && ids[r] >= 0 && ids[r] < tokens)) {
      throw new RangeError(
        `${operation}: token id ${ids[r]} (row ${r}) is not known; ids run from 0 to ${tokens - 1}.`,
      );
    }
  }
}
