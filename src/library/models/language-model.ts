/**
 * Language model: predicts each next token from those before it.
 *
 *   x_t = one-hot(token_t), or its embedding
 *   h_t = recurrent layer over x_0 … x_t
 *   logits_t = h_t W + b
 *   loss = mean over all unmasked (t, row) of −log softmax(logits_t)[token_t+1], in nats per token
 */

import type { TokenBatch } from "../data/batches.ts";
import { type EmbeddingCache, embedding, oneHot, type TokenIds } from "../layers/embedding.ts";
import { type LinearCache, linear } from "../layers/linear.ts";
import { softmaxCrossEntropy } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix, zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { assertCausal } from "./causality.ts";
import { sampleToken } from "./sampling.ts";

export interface LanguageModelConfig {
  readonly layer: SequenceLayer;
  /** Size of the vocabulary. */
  readonly tokens: number;
  readonly hidden: number;
  /** Features of the embedding; one-hot inputs unless given. */
  readonly embedding?: number;
  readonly dtype?: Dtype;
}

export interface LanguageModelCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly outputs: readonly LinearCache[];
}

export interface SampleOptions {
  /** The tokens to begin with, at least one. */
  readonly prefix: TokenIds;
  /** Stop when this token is drawn. */
  readonly end?: number;
  /** Tokens to draw at most. */
  readonly maxLength: number;
  /** Below 1 sharpens, above 1 flattens the distribution; 1 unless given, 0 takes the likeliest token. */
  readonly temperature?: number;
  readonly random: Random;
}

/** Parameters: "embedding.E" (if there is one), "recurrent.…" as the layer names them, "output.W", "output.b". */
export interface LanguageModel {
  readonly name: string;
  initParams(random: Random): Named;
  initState(batch: number): Named;
  /** inputs[t][row] -> logits[t]: [batch, tokens], the final state, and the cache. `initial` is zero unless given. */
  forward(
    params: Named,
    inputs: readonly TokenIds[],
    initial?: Named,
    random?: Random,
  ): { logits: Matrix[]; final: Named; cache: LanguageModelCache };
  /** Gradients of the parameters, and of the initial state. */
  backward(
    params: Named,
    cache: LanguageModelCache,
    dLogits: readonly Matrix[],
  ): { grads: Named; dInitial: Named };
  /** Mean loss in nats per token; `count` is the number of tokens that count. */
  loss(params: Named, batch: TokenBatch, initial?: Named): { loss: number; count: number; final: Named };
  gradients(
    params: Named,
    batch: TokenBatch,
    random?: Random,
    initial?: Named,
  ): { loss: number; count: number; grads: Named; final: Named };
  /** Draws token after token, feeding each back in. Returns the drawn ones, without prefix and end. Needs a causal layer. */
  sample(params: Named, options: SampleOptions): number[];
}

export function languageModel(config: LanguageModelConfig): LanguageModel {
  const { layer, tokens, hidden, embedding: features, dtype = "float64" } = config;
  const size = { input: features ?? tokens, hidden, dtype };

  const model: LanguageModel = {
    name: `language model (${layer.name})`,

    initParams(random) {
      const output = linear.initParams({ input: layer.outputSize(size), output: tokens, dtype }, random);
      return {
        ...(features
          ? withPrefix("embedding", embedding.initParams({ tokens, features, dtype }, random))
          : {}),
        ...withPrefix("recurrent", layer.initParams(size, random)),
        ...withPrefix("output", output),
      };
    },

    initState: (batch) => layer.initState(batch, size),

    forward(params, inputs, initial, random) {
      if (inputs.length === 0)
        throw new RangeError("languageModel: the sequence is empty; give at least one token.");
      const embedded = inputs.map((ids) => readTokens(params, ids, config));
      const recurrent = layer.forward(
        withoutPrefix("recurrent", params),
        embedded.map(({ y }) => y),
        initial ?? layer.initState(inputs[0].length, size),
        random ? { random } : {},
      );
      const outputs = recurrent.ys.map((h) => linear.forward(outputOf(params), h));
      return {
        logits: outputs.map(({ y }) => y),
        final: recurrent.final,
        cache: {
          embeddings: embedded.map(({ cache }) => cache),
          layer: recurrent.cache,
          outputs: outputs.map(({ cache }) => cache),
        },
      };
    },

    backward(params, cache, dLogits) {
      const grads = zerosLike(params);
      const dys = dLogits.map((d, t) =>
        linear.backward(outputOf(params), cache.outputs[t], d, outputOf(grads)),
      );
      const { dxs, dInitial } = layer.backward(
        withoutPrefix("recurrent", params),
        cache.layer,
        { dys },
        withoutPrefix("recurrent", grads),
      );
      if (features) {
        const dE = withoutPrefix("embedding", grads) as Named<"E">;
        dxs.forEach((dx, t) => {
          embedding.backward(cache.embeddings[t], dx, dE);
        });
      }
      return { grads, dInitial };
    },

    loss(params, batch, initial) {
      const { logits, final } = model.forward(params, batch.inputs, initial);
      const { loss, count } = sequenceLoss(logits, batch);
      return { loss, count, final };
    },

    gradients(params, batch, random, initial) {
      const { logits, final, cache } = model.forward(params, batch.inputs, initial, random);
      const { loss, count, dLogits } = sequenceLoss(logits, batch);
      const { grads } = model.backward(params, cache, dLogits);
      return { loss, count, grads, final };
    },

    sample(params, options) {
      assertCausal("languageModel", layer, size);
      return sampleSequence(model, params, options);
    },
  };
  return model;
}

/** The embeddings of one time step's tokens, or their one-hot rows: [batch, features]. */
function readTokens(
  params: Named,
  ids: TokenIds,
  { embedding: features, tokens, dtype }: LanguageModelConfig,
): { y: Matrix; cache: EmbeddingCache } {
  if (!features) return { y: oneHot(ids, tokens, dtype), cache: { ids } };
  return embedding.forward(withoutPrefix("embedding", params) as Named<"E">, ids);
}

function sampleSequence(model: LanguageModel, params: Named, options: SampleOptions): number[] {
  const { prefix, end, maxLength, temperature = 1, random } = options;
  let fed = Array.from(prefix, (id) => [id]);
  let state = model.initState(1);
  const drawn: number[] = [];
  while (drawn.length < maxLength) {
    const { logits, final } = model.forward(params, fed, state);
    const next = sampleToken(logits[logits.length - 1], { temperature, random });
    if (next === end) break;
    drawn.push(next);
    fed = [[next]];
    state = final;
  }
  return drawn;
}

const outputOf = (named: Named): Named<"W" | "b"> => withoutPrefix("output", named) as Named<"W" | "b">;

/** The mean over all unmasked targets of a batch, and its gradient at every time step. */
function sequenceLoss(
  logits: readonly Matrix[],
  { targets, masks }: TokenBatch,
): { loss: number; count: number; dLogits: Matrix[] } {
  const count = masks.reduce((sum, mask) => sum + mask.reduce((a, b) => a + b, 0), 0);
  if (count === 0)
    throw new RangeError("languageModel: the masks hide every target, so there is nothing to learn.");
  const terms = logits.map((z, t) =>
    softmaxCrossEntropy(z, targets[t], { mask: masks[t], reduction: "sum" }),
  );
  return {
    loss: terms.reduce((sum, term) => sum + term.loss, 0) / count,
    count,
    dLogits: terms.map((term) => term.dLogits.scale(1 / count)),
  };
}
