/**
 * From decoder states to scores, with or without a look back at the source.
 *
 *   without attention   logits_t = h_t W + b
 *   with attention      context_t = attention(query h_t, keys: the encoder's outputs)
 *                       logits_t = [h_t, context_t] W + b
 *
 * Global attention of Luong, Pham & Manning 2015, with the score of one's choice.
 */

import { type Engine, engineFor, linearOf } from "../fused/engine.ts";
import { type Attention, type AttentionCache, type Memory, zeroMemoryGradient } from "../layers/attention.ts";
import type { Linear, LinearCache } from "../layers/linear.ts";
import type { Mask } from "../layers/losses.ts";
import { joinColumns } from "../numeric/join.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";

/** Widths of states, keys and scores. */
export interface AttentiveOutputSize {
  /** Features of a decoder state h. */
  readonly hidden: number;
  /** Features of an encoder output. */
  readonly key: number;
  /** Number of target tokens. */
  readonly output: number;
  readonly dtype: Dtype;
  /** Of the linear layer: fused in float32, explicit in float64, unless given. */
  readonly engine?: Engine;
}

/** What each time step saved, and the memory that was asked. */
export interface AttentiveOutputCache {
  readonly memory?: Memory;
  readonly steps: readonly { readonly linear: LinearCache; readonly attention?: AttentionCache }[];
}

/** From decoder states to scores: forward and backward. */
export interface AttentiveOutput {
  /** "output.W", "output.b", and "attention.…" as the attention names them. */
  initParams(random: Random): Named;
  /** Keys made ready once for all queries; nothing without attention. */
  prepare(params: Named, keys: readonly Matrix[], masks?: readonly Mask[]): Memory | undefined;
  /** hs[t]: [batch, hidden] -> logits[t]: [batch, output]; alphas[t]: [batch, keys], none without attention. */
  forward(
    params: Named,
    hs: readonly Matrix[],
    memory?: Memory,
  ): { logits: Matrix[]; alphas: Matrix[]; cache: AttentiveOutputCache };
  /** -> dhs[t], and dKeys (empty without attention). Adds to `grads`. */
  backward(
    params: Named,
    cache: AttentiveOutputCache,
    dLogits: readonly Matrix[],
    grads: Named,
  ): { dhs: Matrix[]; dKeys: Matrix[] };
}

/** With or without attention; see this file's equations. */
export function attentiveOutput(size: AttentiveOutputSize, attention?: Attention): AttentiveOutput {
  return attention ? withAttention(size, attention) : withoutAttention(size);
}

const outputOf = (named: Named): Named<"W" | "b"> => withoutPrefix("output", named) as Named<"W" | "b">;

const linearFor = ({ dtype, engine = engineFor(dtype) }: AttentiveOutputSize): Linear => linearOf(engine);

function withoutAttention(size: AttentiveOutputSize): AttentiveOutput {
  const { hidden, output, dtype } = size;
  const linear = linearFor(size);
  return {
    initParams: (random) => withPrefix("output", linear.initParams({ input: hidden, output, dtype }, random)),
    prepare: () => undefined,
    forward(params, hs) {
      const steps = hs.map((h) => linear.forward(outputOf(params), h));
      return {
        logits: steps.map(({ y }) => y),
        alphas: [],
        cache: { steps: steps.map(({ cache }) => ({ linear: cache })) },
      };
    },
    backward(params, { steps }, dLogits, grads) {
      const dhs = steps.map((step, t) =>
        linear.backward(outputOf(params), step.linear, dLogits[t], outputOf(grads)),
      );
      return { dhs, dKeys: [] };
    },
  };
}

function withAttention(size: AttentiveOutputSize, attention: Attention): AttentiveOutput {
  const { hidden, key, output, dtype } = size;
  const linear = linearFor(size);
  const attentionOf = (named: Named): Named => withoutPrefix("attention", named);
  return {
    initParams: (random) => ({
      ...withPrefix("attention", attention.initParams({ query: hidden, key, hidden, dtype }, random)),
      ...withPrefix("output", linear.initParams({ input: hidden + key, output, dtype }, random)),
    }),

    prepare: (params, keys, masks) => attention.prepare(attentionOf(params), keys, masks),

    forward(params, hs, memory) {
      if (!memory) throw new Error("attentiveOutput: attention needs a memory; call prepare first.");
      const steps = hs.map((h) => {
        const { context, alpha, cache } = attention.forward(attentionOf(params), h, memory);
        const scores = linear.forward(outputOf(params), joinColumns([h, context]));
        return { logits: scores.y, alpha, cache: { linear: scores.cache, attention: cache } };
      });
      return {
        logits: steps.map(({ logits }) => logits),
        alphas: steps.map(({ alpha }) => alpha),
        cache: { memory, steps: steps.map(({ cache }) => cache) },
      };
    },

    // The forward pass, last line first.
    backward(params, { memory, steps }, dLogits, grads) {
      const dMemory = zeroMemoryGradient(memory!);
      const into = { grads: attentionOf(grads), dMemory };
      const dhs = steps.map((step, t) => {
        // logits = [h, context] W + b
        const dJoined = linear.backward(outputOf(params), step.linear, dLogits[t], outputOf(grads));
        const dh = dJoined.columns(0, hidden);
        const dContext = dJoined.columns(hidden, hidden + key);
        // context = attention(query h, keys)
        return dh.plus(attention.backward(attentionOf(params), step.attention!, dContext, into));
      });
      const dKeys = attention.prepareBackward(attentionOf(params), memory!, dMemory, attentionOf(grads));
      return { dhs, dKeys };
    },
  };
}
