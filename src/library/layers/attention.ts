/**
 * Attention of one query over a list of keys.
 *
 *   additive:     e_j = tanh(query Wq + key_j Wk) v     Bahdanau, Cho & Bengio 2015
 *   dot:          e_j = query · key_j                   Luong, Pham & Manning 2015
 *   scaled dot:   e_j = query · key_j / √features       Vaswani et al. 2017
 *   α = softmax(e),   context = Σ_j α_j ⊙ key_j
 *
 * The keys are prepared once (`prepare`: key_j Wk) and then asked by any number of queries; so are the
 * gradients, which gather in `dMemory` and flow to the keys at the end (`prepareBackward`).
 */

import { tanhSlope } from "../cells/activation-slopes.ts";
import { glorot } from "../numeric/initialisation.ts";
import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { type WeighCache, weighValues, weighValuesBackward } from "./attention-weights.ts";
import { addToKeys, dotKeys, sumKeys } from "./key-products.ts";
import type { Mask } from "./losses.ts";

/** Widths of queries, keys and of the additive score. */
export interface AttentionSize {
  /** Features of a query. */
  readonly query: number;
  /** Features of a key. */
  readonly key: number;
  /** Width of the additive score's hidden layer; dot scores have none. */
  readonly hidden: number;
  readonly dtype?: Dtype;
}

/** What is attended to. keys[j]: [batch, key]; projected[j]: what the score compares a query with. */
export interface Memory {
  readonly keys: readonly Matrix[];
  readonly projected: readonly Matrix[];
  /** masks[j][row]: 0 hides key j from that row. */
  readonly masks?: readonly Mask[];
}

/** Gradients of a memory, added up over its queries. */
export interface MemoryGradient {
  readonly dKeys: readonly Matrix[];
  readonly dProjected: readonly Matrix[];
}

/** What one query saves for its backward pass. */
export interface AttentionCache {
  readonly query: Matrix;
  readonly weighed: WeighCache;
  readonly projected: readonly Matrix[];
  /** Of the additive score, per key: tanh(query Wq + key_j Wk). */
  readonly hidden: readonly Matrix[];
}

/** One kind of score with its parameters, forward and backward. */
export interface Attention {
  readonly name: string;
  initParams(size: AttentionSize, random: Random): Named;
  /** keys[j]: [batch, key]. Throws if there are no keys. */
  prepare(params: Named, keys: readonly Matrix[], masks?: readonly Mask[]): Memory;
  /** query: [batch, query] -> context: [batch, key], alpha: [batch, keys]. */
  forward(
    params: Named,
    query: Matrix,
    memory: Memory,
  ): { context: Matrix; alpha: Matrix; cache: AttentionCache };
  /** dContext: [batch, key] -> dQuery; adds to `grads` and to `dMemory`. */
  backward(
    params: Named,
    cache: AttentionCache,
    dContext: Matrix,
    into: { grads: Named; dMemory: MemoryGradient },
  ): Matrix;
  /** What gathered in `dMemory` -> dKeys; adds to `grads`. */
  prepareBackward(params: Named, memory: Memory, dMemory: MemoryGradient, grads: Named): Matrix[];
}

/** Zero gradients for a memory. */
export function zeroMemoryGradient({ keys, projected }: Memory): MemoryGradient {
  const zeros = ({ rows, cols, dtype }: Matrix): Matrix => Matrix.zeros(rows, cols, dtype);
  return { dKeys: keys.map(zeros), dProjected: projected.map(zeros) };
}

/** Parameters Wq: [query, hidden], Wk: [key, hidden], v: [hidden, 1]. */
export const additiveAttention: Attention = {
  name: "additive attention",

  initParams: ({ query, key, hidden, dtype = "float64" }, random) => ({
    Wq: glorot(query, hidden, random).to(dtype),
    Wk: glorot(key, hidden, random).to(dtype),
    v: glorot(hidden, 1, random).to(dtype),
  }),

  prepare({ Wk }, keys, masks) {
    assertKeys(keys);
    return { keys, projected: keys.map((key) => key.dot(Wk)), ...(masks && { masks }) };
  },

  forward({ Wq, v }, query, { keys, projected, masks }) {
    const q = query.dot(Wq);
    const hidden = projected.map((key) => q.plus(key).tanh()); // [batch, hidden] per key
    const scores = joinColumns(hidden.map((a) => a.dot(v))); // [batch, keys]
    const { context, cache } = weighValues(scores, keys, masks);
    return { context, alpha: cache.alpha, cache: { query, weighed: cache, projected, hidden } };
  },

  // The forward pass, last line first.
  backward({ Wq, v }, { query, weighed, hidden }, dContext, { grads, dMemory }) {
    const dScores = weighValuesBackward(weighed, dContext, dMemory.dKeys).splitColumns(hidden.length);
    const vRow = v.transpose();
    const dHidden = hidden.map((a, j) => {
      grads.v.accumulate(a.transpose().dot(dScores[j]));
      return dScores[j].dot(vRow).times(tanhSlope(a));
    });
    dHidden.forEach((d, j) => {
      dMemory.dProjected[j].accumulate(d);
    });
    const dq = dHidden.reduce((sum, d) => sum.plus(d));
    grads.Wq.accumulate(query.transpose().dot(dq));
    return dq.dot(Wq.transpose());
  },

  prepareBackward({ Wk }, { keys }, { dKeys, dProjected }, grads) {
    const back = Wk.transpose();
    return keys.map((key, j) => {
      grads.Wk.accumulate(key.transpose().dot(dProjected[j]));
      return dKeys[j].plus(dProjected[j].dot(back));
    });
  },
};

/** Query and key need the same number of features; no parameters. */
export const dotAttention: Attention = createDotAttention("dot attention", () => 1);

/** As `dotAttention`, with scores divided by √features, so that their spread does not grow with the features. */
export const scaledDotAttention: Attention = createDotAttention(
  "scaled dot attention",
  (features) => 1 / Math.sqrt(features),
);

function createDotAttention(name: string, scaleFor: (features: number) => number): Attention {
  return {
    name,
    initParams: () => ({}),

    prepare(_params, keys, masks) {
      assertKeys(keys);
      return { keys, projected: keys, ...(masks && { masks }) };
    },

    forward(_params, query, { keys, projected, masks }) {
      const scores = dotKeys(query, projected).scale(scaleFor(query.cols));
      const { context, cache } = weighValues(scores, keys, masks);
      return { context, alpha: cache.alpha, cache: { query, weighed: cache, projected, hidden: [] } };
    },

    // The forward pass, last line first.
    backward(_params, { query, weighed, projected }, dContext, { dMemory }) {
      const dScores = weighValuesBackward(weighed, dContext, dMemory.dKeys);
      const dDots = dScores.scale(scaleFor(query.cols));
      addToKeys(dMemory.dProjected, dDots, query);
      return sumKeys(dDots, projected);
    },

    prepareBackward: (_params, { keys }, { dKeys, dProjected }) =>
      keys.map((_, j) => dKeys[j].plus(dProjected[j])),
  };
}

function assertKeys(keys: readonly Matrix[]): void {
  if (keys.length === 0)
    throw new RangeError("attention: there are no keys to attend to; give at least one.");
}
