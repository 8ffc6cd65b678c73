/**
 * Exercise X15.2: backward through additive attention.
 *
 *   a_j = tanh(query Wq + key_j Wk)
 *   e_j = a_j v
 *   α = softmax over j of e_j            ∂α_j/∂e_k = α_j (δ_jk − α_k)
 *   context = Σ_j α_j ⊙ key_j
 *
 * A key is used twice: it is compared with the query, and it is what the context is made of.
 * Nothing is hidden by a mask.
 */

import { joinColumns, Matrix } from "unrolled/numeric";

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
  { Wq, Wk, v }: AttentionParams,
  { query, keys, as, alpha }: AttentionCache,
  dContext: Matrix,
): { dQuery: Matrix; dKeys: Matrix[]; grads: AttentionParams } {
  // context = Σ α_j ⊙ key_j
  const dAlpha = joinColumns(keys.map((key) => dContext.times(key).sumColumns())); // [batch, keys]
  // α = softmax(e)
  const mean = alpha.times(dAlpha).sumColumns(); // [batch, 1]
  const dE = alpha.times(dAlpha).minus(alpha.timesColumn(mean));
  const grads = { Wq: zerosLike(Wq), Wk: zerosLike(Wk), v: zerosLike(v) };
  let dQuery = zerosLike(query);
  const dKeys = keys.map((key, j) => {
    // e = a v
    const de = dE.columns(j, j + 1);
    grads.v.accumulate(as[j].transpose().dot(de));
    // a = tanh(query Wq + key Wk)
    const dz = de.dot(v.transpose()).times(as[j].map((y) => 1 - y * y));
    grads.Wq.accumulate(query.transpose().dot(dz));
    grads.Wk.accumulate(key.transpose().dot(dz));
    dQuery = dQuery.plus(dz.dot(Wq.transpose()));
    return dContext.timesColumn(alpha.columns(j, j + 1)).plus(dz.dot(Wk.transpose()));
  });
  return { dQuery, dKeys, grads };
}

const zerosLike = ({ rows, cols }: Matrix): Matrix => new Matrix(rows, cols);
