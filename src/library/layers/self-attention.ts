/**
 * One head of self-attention: every time step asks all others, with no recurrence at all.
 *
 *   q_t = x_t Wq,   k_t = x_t Wk,   v_t = x_t Wv
 *   α_t = softmax over j of q_t · k_j / √features      causal: j ≤ t only
 *   y_t = Σ_j α_tj v_j
 *
 * Vaswani et al. 2017, section 3.2.1.
 */

import { glorot } from "../numeric/initialisation.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";
import { type WeighCache, weighValues, weighValuesBackward } from "./attention-weights.ts";
import { addToKeys, dotKeys, sumKeys } from "./key-products.ts";
import type { LinearSize } from "./linear.ts";
import type { Mask } from "./losses.ts";

/** Wq, Wk, Wv: [input, output]. */
export type SelfAttentionParam = "Wq" | "Wk" | "Wv";

/** Who may see whom; all see all unless given. */
export interface SelfAttentionOptions {
  /** A time step sees only itself and earlier ones. */
  readonly causal?: boolean;
  /** masks[t][row]: 0 hides time step t of that row from all. */
  readonly masks?: readonly Mask[];
}

/** Inputs, queries, keys and weights of all time steps. */
export interface SelfAttentionCache {
  readonly xs: readonly Matrix[];
  readonly qs: readonly Matrix[];
  readonly ks: readonly Matrix[];
  readonly weighed: readonly WeighCache[];
}

/** One head: forward and backward. */
export interface SelfAttention {
  initParams(size: LinearSize, random: Random): Named<SelfAttentionParam>;
  /** xs[t]: [batch, input] -> ys[t]: [batch, output]; alphas[t]: [batch, time steps seen]. */
  forward(
    params: Named<SelfAttentionParam>,
    xs: readonly Matrix[],
    options?: SelfAttentionOptions,
  ): { ys: Matrix[]; alphas: Matrix[]; cache: SelfAttentionCache };
  /** dys[t] -> dxs[t]; adds to `grads`. */
  backward(
    params: Named<SelfAttentionParam>,
    cache: SelfAttentionCache,
    dys: readonly Matrix[],
    grads: Named<SelfAttentionParam>,
  ): Matrix[];
}

/** One head of scaled dot self-attention; see this file's equations. */
export const selfAttention: SelfAttention = {
  initParams: ({ input, output, dtype = "float64" }, random) => ({
    Wq: glorot(input, output, random).to(dtype),
    Wk: glorot(input, output, random).to(dtype),
    Wv: glorot(input, output, random).to(dtype),
  }),

  forward({ Wq, Wk, Wv }, xs, { causal = false, masks } = {}) {
    if (xs.length === 0)
      throw new RangeError("selfAttention: the sequence is empty; give at least one time step.");
    const [qs, ks, vs] = [Wq, Wk, Wv].map((W) => xs.map((x) => x.dot(W)));
    const scale = 1 / Math.sqrt(Wq.cols);
    const attended = qs.map((q, t) => {
      const seen = causal ? t + 1 : xs.length;
      const scores = dotKeys(q, ks.slice(0, seen)).scale(scale);
      return weighValues(scores, vs.slice(0, seen), masks?.slice(0, seen));
    });
    return {
      ys: attended.map(({ context }) => context),
      alphas: attended.map(({ cache }) => cache.alpha),
      cache: { xs, qs, ks, weighed: attended.map(({ cache }) => cache) },
    };
  },

  // The forward pass, last line first.
  backward({ Wq, Wk, Wv }, { xs, qs, ks, weighed }, dys, grads) {
    const scale = 1 / Math.sqrt(Wq.cols);
    const zeros = (): Matrix[] => qs.map(({ rows, cols, dtype }) => Matrix.zeros(rows, cols, dtype));
    const [dks, dvs] = [zeros(), zeros()];
    const dqs = dys.map((dy, t) => {
      const seen = weighed[t].values.length;
      const dDots = weighValuesBackward(weighed[t], dy, dvs.slice(0, seen)).scale(scale);
      addToKeys(dks.slice(0, seen), dDots, qs[t]);
      return sumKeys(dDots, ks.slice(0, seen));
    });
    const [WqBack, WkBack, WvBack] = [Wq.transpose(), Wk.transpose(), Wv.transpose()];
    return xs.map((x, t) => {
      const xBack = x.transpose();
      grads.Wq.accumulate(xBack.dot(dqs[t]));
      grads.Wk.accumulate(xBack.dot(dks[t]));
      grads.Wv.accumulate(xBack.dot(dvs[t]));
      return dqs[t].dot(WqBack).plus(dks[t].dot(WkBack)).plus(dvs[t].dot(WvBack));
    });
  },
};
