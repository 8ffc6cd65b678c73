/**
 * From one vector per time step to one vector per sequence, with weights that are learned.
 *
 *   u_t = tanh(y_t W + b)                what each time step has to offer
 *   α = softmax over true time steps of u_t v
 *   pooled = Σ_t α_t ⊙ y_t
 *
 * Yang et al. 2016, "Hierarchical attention networks for document classification", eqs. 5–7.
 */

import { tanhSlope } from "../cells/activation-slopes.ts";
import { type WeighCache, weighValues, weighValuesBackward } from "../layers/attention-weights.ts";
import type { Mask } from "../layers/losses.ts";
import { glorot } from "../numeric/initialisation.ts";
import { joinColumns } from "../numeric/join.ts";
import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";

/** W: [features, features], b: [1, features], v: [features, 1]. */
export type AttentionPoolingParam = "W" | "b" | "v";

/** us[t]: [batch, features]; the values that were weighed are the ys themselves. */
export interface AttentionPoolingCache {
  readonly us: readonly Matrix[];
  readonly weighed: WeighCache;
}

/** Pooling by learned attention: forward and backward. */
export interface AttentionPooling {
  /** Glorot uniform W and v; b starts at zero. */
  initParams(
    size: { readonly features: number; readonly dtype?: Dtype },
    random: Random,
  ): Named<AttentionPoolingParam>;
  /** ys[t]: [batch, features] -> y: [batch, features], alpha: [batch, time steps]. Throws if a row is all masked. */
  forward(
    params: Named<AttentionPoolingParam>,
    ys: readonly Matrix[],
    masks?: readonly Mask[],
  ): { y: Matrix; alpha: Matrix; cache: AttentionPoolingCache };
  /** dy: [batch, features] -> dys[t]: [batch, features]; adds to `grads`. */
  backward(
    params: Named<AttentionPoolingParam>,
    cache: AttentionPoolingCache,
    dy: Matrix,
    grads: Named<AttentionPoolingParam>,
  ): Matrix[];
}

/** Learned weights over the time steps of a sequence; see this file's equations. */
export const attentionPooling: AttentionPooling = {
  initParams: ({ features, dtype = "float64" }, random) => ({
    W: glorot(features, features, random).to(dtype),
    b: Matrix.zeros(1, features, dtype),
    v: glorot(features, 1, random).to(dtype),
  }),

  forward({ W, b, v }, ys, masks) {
    const us = ys.map((y) => y.dot(W).plusRow(b).tanh());
    const scores = joinColumns(us.map((u) => u.dot(v))); // [batch, time steps]
    const { context, cache } = weighValues(scores, ys, masks);
    return { y: context, alpha: cache.alpha, cache: { us, weighed: cache } };
  },

  // The forward pass, last line first.
  backward({ W, v }, { us, weighed }, dy, grads) {
    const dValues = us.map(({ rows, cols, dtype }) => Matrix.zeros(rows, cols, dtype));
    const dScores = weighValuesBackward(weighed, dy, dValues).splitColumns(us.length);
    const [WBack, vBack] = [W.transpose(), v.transpose()];
    return us.map((u, t) => {
      grads.v.accumulate(u.transpose().dot(dScores[t]));
      const dz = dScores[t].dot(vBack).times(tanhSlope(u));
      grads.W.accumulate(weighed.values[t].transpose().dot(dz));
      grads.b.accumulate(dz.sumRows());
      return dValues[t].plus(dz.dot(WBack));
    });
  },
};
