/**
 * Exercise X15.1: additive attention.
 *
 *   a_j = tanh(query Wq + key_j Wk)      how query and key fit together
 *   e_j = a_j v                          one score per key
 *   α = softmax over j of e_j            weights; a hidden key has weight 0
 *   context = Σ_j α_j ⊙ key_j            α_j is one number per row of the batch
 *
 * Bahdanau, Cho & Bengio 2015. masks[j][row] is 1 where key j may be seen from that row, and 0 where it is padding.
 * Check: npx unrolled grade 15.1
 */

import type { Matrix } from "unrolled/numeric";

/** Wq: [query, hidden], Wk: [key, hidden], v: [hidden, 1]. */
export interface AttentionParams {
  Wq: Matrix;
  Wk: Matrix;
  v: Matrix;
}

/**
 * query: [batch, query]; keys[j]: [batch, key], one for each position of the source; every row sees at least one key.
 * Returns context: [batch, key], and alpha: [batch, keys], row by row summing to 1.
 */
export function additiveAttention(
  params: AttentionParams,
  query: Matrix,
  keys: Matrix[],
  masks: Uint8Array[],
): { context: Matrix; alpha: Matrix } {
  throw new Error("TODO: exercise X15.1");
}
