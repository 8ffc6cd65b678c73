/**
 * Exercise X15.1: additive attention.
 *
 *   a_j = tanh(query Wq + key_j Wk)      how query and key fit together
 *   e_j = a_j v                          one score per key
 *   α = softmax over j of e_j            weights; a hidden key has weight 0
 *   context = Σ_j α_j ⊙ key_j            α_j is one number per row of the batch
 *
 * Bahdanau, Cho & Bengio 2015. masks[j][row] is 1 where key j may be seen from that row, and 0 where it is padding.
 */

import { joinColumns, type Matrix } from "unrolled/numeric";

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
  { Wq, Wk, v }: AttentionParams,
  query: Matrix,
  keys: Matrix[],
  masks: Uint8Array[],
): { context: Matrix; alpha: Matrix } {
  const q = query.dot(Wq);
  const scores = joinColumns(keys.map((key) => q.plus(key.dot(Wk)).tanh().dot(v))); // [batch, keys]
  // e is at most Σ|v| in size, so e^e cannot overflow here; a hidden key gets the weight 0.
  const weights = scores.map((e, k) => {
    const [row, j] = [Math.floor(k / keys.length), k % keys.length];
    return masks[j][row] === 0 ? 0 : Math.exp(e);
  });
  const alpha = weights.timesColumn(weights.sumColumns().map((sum) => 1 / sum));
  const context = keys
    .map((key, j) => key.timesColumn(alpha.columns(j, j + 1)))
    .reduce((sum, part) => sum.plus(part));
  return { context, alpha };
}
