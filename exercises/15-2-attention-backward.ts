/**
 * Exercise X15.2: backward through additive attention.
 *
 *   a_j = tanh(query Wq + key_j Wk)
 *   e_j = a_j v
 *   α = softmax over j of e_j            ∂α_j/∂e_k = α_j (δ_jk − α_k)
 *   context = Σ_j α_j ⊙ key_j
 *
 * A key is used twice: it is compared with the query, and it is what the context is made of.
 * Nothing is hidden by a mask. Check: npx unrolled grade 15.2
 */

import type { Matrix } from "unrolled/numeric";

/** Wq: [query, hidden], Wk: [key, hidden], v: [hidden, 1]. */
export interface AttentionParams {
  Wq: Matrix;
  Wk: Matrix;
  v: Matrix;
}

/** What the forward pass saved. query: [batch, query]; keys[j]: [batch, key]; as[j]: [batch, hidden]; alpha: [batch, keys]. */
export interface AttentionCache {
  query: Matrix;
  keys: Matrix[];
  as: Matrix[];
  alpha: Matrix;
}

/** dContext: [batch, key]. Each gradient has the shape of what it belongs to; those of params are summed over batch and keys. */
export function attentionBackward(
  params: AttentionParams,
  cache: AttentionCache,
  dContext: Matrix,
): { dQuery: Matrix; dKeys: Matrix[]; grads: AttentionParams } {
  throw new Error("TODO: exercise X15.2");
}
