/**
 * The saying half of an encoder–decoder.
 *
 *   h_t, state_t = decoder(embedded input_t, state_{t−1})
 *   logits_t = attentiveOutput(h_t, keys)
 *
 * It runs over a whole target at once, or over one token at a time with the state carried along.
 */

import type { Engine } from "../fused/engine.ts";
import type { Attention, Memory } from "../layers/attention.ts";
import type { EmbeddingCache, TokenIds } from "../layers/embedding.ts";
import type { Mask } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { type AttentiveOutputCache, attentiveOutput } from "./attentive-output.ts";
import { inputReader } from "./input-reader.ts";

/** The decoder's layer and sizes, and its attention if there is one. */
export interface TargetDecoderConfig {
  readonly layer: SequenceLayer;
  readonly hidden: number;
  readonly kind: { readonly tokens: number; readonly embedding?: number };
  /** Features of an encoder output. */
  readonly keySize: number;
  readonly attention?: Attention;
  readonly dtype: Dtype;
  /** Of the output layer. */
  readonly engine: Engine;
}

/** What the saying half saves. */
export interface TargetDecoderCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly output: AttentiveOutputCache;
}

/** What the decoder knows of the source. */
export interface DecoderStart {
  readonly initial: Named;
  readonly memory?: Memory;
}

/** From target tokens to scores for the next ones: forward and backward. */
export interface TargetDecoder {
  /** "target.embedding.E", "decoder.…", "attention.…", "output.…", as far as there are any. */
  initParams(random: Random): Named;
  /** The encoder's outputs made ready for attention. */
  prepare(params: Named, keys: readonly Matrix[], masks?: readonly Mask[]): Memory | undefined;
  /** inputs[t]: [batch] -> logits[t]: [batch, target tokens], alphas[t]: [batch, keys] (none without attention). */
  forward(
    params: Named,
    inputs: readonly TokenIds[],
    start: DecoderStart,
    random?: Random,
  ): { logits: Matrix[]; alphas: Matrix[]; final: Named; cache: TargetDecoderCache };
  /** -> dInitial, and dKeys (empty without attention). Adds to `grads`. */
  backward(
    params: Named,
    cache: TargetDecoderCache,
    dLogits: readonly Matrix[],
    grads: Named,
  ): { dInitial: Named; dKeys: Matrix[] };
}

/** Reader, recurrent layer and attentive output. Its forward pass throws if there is no input. */
export function targetDecoder(config: TargetDecoderConfig): TargetDecoder {
  const { layer, hidden, kind, keySize, attention, dtype, engine } = config;
  const reader = inputReader(kind, dtype);
  const size = { input: reader.size, hidden, dtype };
  const outputSize = { hidden: layer.outputSize(size), key: keySize, output: kind.tokens, dtype, engine };
  const output = attentiveOutput(outputSize, attention);
  return {
    initParams: (random) => ({
      ...withPrefix("target", reader.initParams(random)),
      ...withPrefix("decoder", layer.initParams(size, random)),
      ...output.initParams(random),
    }),

    prepare: (params, keys, masks) => output.prepare(params, keys, masks),

    forward(params, inputs, { initial, memory }, random) {
      if (inputs.length === 0)
        throw new RangeError("decoder: there is no input; give at least the start token.");
      const { xs, cache: embeddings } = reader.forward(withoutPrefix("target", params), inputs);
      const options = random && { random };
      const said = layer.forward(withoutPrefix("decoder", params), xs, initial, options);
      const { logits, alphas, cache } = output.forward(params, said.ys, memory);
      return { logits, alphas, final: said.final, cache: { embeddings, layer: said.cache, output: cache } };
    },

    // The forward pass, last line first.
    backward(params, { embeddings, layer: layerCache, output: outputCache }, dLogits, grads) {
      const { dhs, dKeys } = output.backward(params, outputCache, dLogits, grads);
      const { dxs, dInitial } = layer.backward(
        withoutPrefix("decoder", params),
        layerCache,
        { dys: dhs },
        withoutPrefix("decoder", grads),
      );
      reader.backward(embeddings, dxs, withoutPrefix("target", grads));
      return { dInitial, dKeys };
    },
  };
}
