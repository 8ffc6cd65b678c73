/**
 * How a model reads its inputs: token ids, as one-hot rows or through an embedding; or rows of numbers as they are.
 */

import { type EmbeddingCache, embedding, oneHot, type TokenIds } from "../layers/embedding.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** `tokens` different ids, with `embedding` features each (one-hot unless given); or `features` numbers. */
export type InputKind =
  | { readonly tokens: number; readonly embedding?: number }
  | { readonly features: number };

/** One entry per time step: token ids [batch], or numbers [batch, features]. */
export type Inputs = readonly TokenIds[] | readonly Matrix[];

/** From inputs to rows of numbers: forward and backward. */
export interface InputReader {
  /** Features of each x. */
  readonly size: number;
  /** "embedding.E" if there is an embedding, else nothing. */
  initParams(random: Random): Named;
  /** inputs -> xs[t]: [batch, size]. */
  forward(params: Named, inputs: Inputs): { xs: Matrix[]; cache: readonly EmbeddingCache[] };
  /** Adds the embedding's gradient to `grads`; with no embedding there is nothing to learn. */
  backward(cache: readonly EmbeddingCache[], dxs: readonly Matrix[], grads: Named): void;
}

/** The reader for that kind of input. It throws on inputs of another kind or width, and on unknown tokens. */
export function inputReader(kind: InputKind, dtype: Dtype): InputReader {
  return "features" in kind ? numberReader(kind.features, dtype) : tokenReader(kind, dtype);
}

function numberReader(features: number, dtype: Dtype): InputReader {
  return {
    size: features,
    initParams: () => ({}),
    forward(_params, inputs) {
      const xs = inputs.map((x, t) => {
        if (!("cols" in x) || x.cols !== features) {
          const got = "cols" in x ? x.shape : "token ids";
          throw new ShapeError(`model: input ${t} must be [batch, ${features}] numbers, got ${got}.`);
        }
        return x.dtype === dtype ? x : x.to(dtype);
      });
      return { xs, cache: [] };
    },
    backward() {},
  };
}

function tokenReader(
  { tokens, embedding: features }: { readonly tokens: number; readonly embedding?: number },
  dtype: Dtype,
): InputReader {
  return {
    size: features ?? tokens,
    initParams: (random) =>
      features ? withPrefix("embedding", embedding.initParams({ tokens, features, dtype }, random)) : {},

    forward(params, inputs) {
      const table = withoutPrefix("embedding", params) as Named<"E">;
      const steps = inputs.map((ids, t) => {
        if ("cols" in ids) {
          throw new ShapeError(`model: input ${t} must be token ids, got numbers ${ids.shape}.`);
        }
        return features ? embedding.forward(table, ids) : { y: oneHot(ids, tokens, dtype), cache: { ids } };
      });
      return { xs: steps.map(({ y }) => y), cache: steps.map(({ cache }) => cache) };
    },

    backward(cache, dxs, grads) {
      if (!features) return;
      const table = withoutPrefix("embedding", grads) as Named<"E">;
      cache.forEach((step, t) => {
        embedding.backward(step, dxs[t], table);
      });
    },
  };
}
