/**
 * Language model: predicts each next token from those before it.
 *
 *   x_t = one-hot(token_t), or its embedding
 *   h_t = recurrent layer over x_0 … x_t
 *   logits_t = h_t W + b
 *   loss = mean over all unmasked (t, row) of −log softmax(logits_t)[token_t+1], in nats per token
 */

import type { TokenBatch } from "../data/batches.ts";
import { type EngineChoice, type LayerOrCell, linearOf, modelLayer } from "../fused/engine.ts";
import type { EmbeddingCache, TokenIds } from "../layers/embedding.ts";
import type { Linear, LinearCache } from "../layers/linear.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix, zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { assertCausal } from "./causality.ts";
import { type InputReader, inputReader } from "./input-reader.ts";
import { outputLoss } from "./output-loss.ts";
import { type SampleOptions, sampleToken } from "./sampling.ts";

/**
 * Layer and sizes of a language model. Unless told otherwise a cell runs fused in float32; over a given layer the model is
 * float32 if that is fused, float64 if it is explicit.
 */
export interface LanguageModelConfig extends EngineChoice {
  readonly layer: LayerOrCell;
  /** Size of the vocabulary. */
  readonly tokens: number;
  readonly hidden: number;
  /** Features of the embedding; one-hot inputs unless given. */
  readonly embedding?: number;
}

/** What `backward` needs. */
export interface LanguageModelCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly outputs: readonly LinearCache[];
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
  /** Gradients of the parameters, of the initial state and of the inputs (embedded or one-hot): dInputs[t]: [batch, …]. */
  backward(
    params: Named,
    cache: LanguageModelCache,
    dLogits: readonly Matrix[],
  ): { grads: Named; dInitial: Named; dInputs: Matrix[] };
  /** Mean loss in nats per token; `count` is the number of tokens that count. */
  loss(params: Named, batch: TokenBatch, initial?: Named): { loss: number; count: number; final: Named };
  /** The same, and its gradients. `random` draws what dropout drops; `initial` is the state carried in. */
  gradients(
    params: Named,
    batch: TokenBatch,
    random?: Random,
    initial?: Named,
  ): { loss: number; count: number; grads: Named; final: Named };
  /** Draws token after token, feeding each back in. Returns the drawn ones, without prefix and end. Needs a causal layer. */
  sample(params: Named, options: SampleOptions): number[];
  /** Throws, with the reason, if the layer cannot generate because it reads later tokens. `operation` names who asks. */
  expectCausal(operation: string): void;
}

/** What a model is made of. */
interface Parts {
  readonly reader: InputReader;
  readonly layer: SequenceLayer;
  readonly linear: Linear;
  readonly size: { readonly input: number; readonly hidden: number; readonly dtype: Dtype };
}

/** Reader, recurrent layer and a linear output with one score per token. */
export function languageModel(config: LanguageModelConfig): LanguageModel {
  const { tokens, hidden } = config;
  const { layer, dtype, engine } = modelLayer(config);
  const reader = inputReader(config, dtype);
  const size = { input: reader.size, hidden, dtype };
  const parts = { reader, layer, linear: linearOf(engine), size };
  let isCausal = false;

  const model: LanguageModel = {
    name: `language model (${layer.name})`,

    initParams(random) {
      const output = parts.linear.initParams(
        { input: layer.outputSize(size), output: tokens, dtype },
        random,
      );
      return {
        ...reader.initParams(random),
        ...withPrefix("recurrent", layer.initParams(size, random)),
        ...withPrefix("output", output),
      };
    },

    initState: (batch) => layer.initState(batch, size),

    forward: (params, inputs, initial, random) => forward(parts, params, inputs, initial, random),
    backward: (params, cache, dLogits) => backward(parts, params, cache, dLogits),

    loss(params, batch, initial) {
      const { logits, final } = model.forward(params, batch.inputs, initial);
      const { loss, count } = outputLoss({ classes: tokens }, logits, batch.targets, batch.masks);
      return { loss, count, final };
    },

    gradients(params, batch, random, initial) {
      const { logits, final, cache } = model.forward(params, batch.inputs, initial, random);
      const { loss, count, dys } = outputLoss({ classes: tokens }, logits, batch.targets, batch.masks);
      return { loss, count, grads: model.backward(params, cache, dys).grads, final };
    },

    sample(params, options) {
      model.expectCausal("languageModel");
      return sampleSequence(model, params, options);
    },

    expectCausal(operation) {
      if (!isCausal) assertCausal(operation, layer, size);
      isCausal = true; // found out once: trying takes longer than a token
    },
  };
  return model;
}

function forward(
  { reader, layer, linear, size }: Parts,
  params: Named,
  inputs: readonly TokenIds[],
  initial?: Named,
  random?: Random,
): ReturnType<LanguageModel["forward"]> {
  if (inputs.length === 0)
    throw new RangeError("languageModel: the sequence is empty; give at least one token.");
  const { xs, cache: embeddings } = reader.forward(params, inputs);
  const recurrent = layer.forward(
    withoutPrefix("recurrent", params),
    xs,
    initial ?? layer.initState(inputs[0].length, size),
    random ? { random } : {},
  );
  const outputs = recurrent.ys.map((h) => linear.forward(outputOf(params), h));
  return {
    logits: outputs.map(({ y }) => y),
    final: recurrent.final,
    cache: { embeddings, layer: recurrent.cache, outputs: outputs.map(({ cache }) => cache) },
  };
}

// The forward pass, last line first.
function backward(
  { reader, layer, linear }: Parts,
  params: Named,
  { embeddings, layer: layerCache, outputs }: LanguageModelCache,
  dLogits: readonly Matrix[],
): ReturnType<LanguageModel["backward"]> {
  const grads = zerosLike(params);
  const dys = dLogits.map((d, t) => linear.backward(outputOf(params), outputs[t], d, outputOf(grads)));
  const { dxs, dInitial } = layer.backward(
    withoutPrefix("recurrent", params),
    layerCache,
    { dys },
    withoutPrefix("recurrent", grads),
  );
  reader.backward(embeddings, dxs, grads);
  return { grads, dInitial, dInputs: dxs };
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
