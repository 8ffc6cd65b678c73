/** One contract for poolings with and without parameters: what stands between a recurrent layer and a single output. */

import type { Mask } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import {
  type AttentionPoolingCache,
  type AttentionPoolingParam,
  attentionPooling,
} from "./attention-pooling.ts";
import { type FixedPooling, fixedPoolings, type PoolingCache, pool, poolBackward } from "./pooling.ts";

/** How the outputs of all time steps become one vector. */
export type Pooling = FixedPooling | "attention";

/** All poolings: "last", "ends", "mean", "max" (pooling.ts) and "attention" (attention-pooling.ts). */
export const poolings: readonly Pooling[] = [...fixedPoolings, "attention"];

/** What `backward` of a pooler needs; which of the two depends on the pooling. */
export type PoolerCache = PoolingCache | AttentionPoolingCache;

/** A pooling with its parameters. */
export interface Pooler {
  /** "W", "b", "v" for attention, else nothing. */
  initParams(random: Random): Named;
  /** ys[t]: [batch, features], masks[t]: [batch] -> y: [batch, features]; alpha: [batch, time steps] of attention. */
  forward(
    params: Named,
    ys: readonly Matrix[],
    masks?: readonly Mask[],
  ): { y: Matrix; alpha?: Matrix; cache: PoolerCache };
  /** dy: [batch, features] -> dys[t]: [batch, features]; adds to `grads`. */
  backward(params: Named, cache: PoolerCache, dy: Matrix, grads: Named): Matrix[];
}

/** The pooler of that name, for vectors of so many features. */
export function pooler(pooling: Pooling, size: { readonly features: number; readonly dtype: Dtype }): Pooler {
  if (pooling !== "attention") {
    return {
      initParams: () => ({}),
      forward: (_params, ys, masks) => pool(pooling, ys, masks),
      backward: (_params, cache, dy) => poolBackward(cache as PoolingCache, dy),
    };
  }
  const own = (named: Named): Named<AttentionPoolingParam> => named as Named<AttentionPoolingParam>;
  return {
    initParams: (random) => attentionPooling.initParams(size, random),
    forward: (params, ys, masks) => attentionPooling.forward(own(params), ys, masks),
    backward: (params, cache, dy, grads) =>
      attentionPooling.backward(own(params), cache as AttentionPoolingCache, dy, own(grads)),
  };
}
