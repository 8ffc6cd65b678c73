/**
 * Encoder–decoder: one layer reads the source, another says the target, token after token.
 *
 *   keys, initial = sourceEncoder(source)
 *   logits_t = targetDecoder(input_0 … input_t, initial, keys)     keys only with attention
 *   loss = mean over all unmasked (t, row) of −log softmax(logits_t)[target_t]
 *
 * Without attention the encoder's final state is all that the decoder knows of the source, and the only way back.
 *
 * Teacher forcing: input_t is the true previous token. Scheduled sampling (Bengio et al. 2015) and free running take
 * some or all of them from the model's own guesses. The choice is taken as given: no gradient flows through it, so
 * this is not the gradient of the expected loss (Huszár 2015).
 *
 * Sutskever, Vinyals & Le 2014; Cho et al. 2014; with attention Bahdanau, Cho & Bengio 2015, Luong et al. 2015.
 */

import type { PairBatch } from "../data/pair-batch.ts";
import { type EngineChoice, type LayerOrCell, modelLayer } from "../fused/engine.ts";
import type { Attention } from "../layers/attention.ts";
import type { TokenIds } from "../layers/embedding.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, zerosLike } from "../numeric/named.ts";
import { createRandom, type Random } from "../numeric/random.ts";
import { assertCausal } from "./causality.ts";
import { outputLoss } from "./output-loss.ts";
import { scheduleInputs } from "./scheduled-sampling.ts";
import { type Source, type SourceEncoderCache, sourceEncoder } from "./source-encoder.ts";
import { type DecoderStart, type TargetDecoderCache, targetDecoder } from "./target-decoder.ts";
import type { TokenStepper } from "./token-stepper.ts";

/**
 * Layers, sizes and attention of an encoder–decoder. Precision and engine, of cells and of the output, as in
 * `languageModel`; they follow the decoder's layer.
 */
export interface EncoderDecoderConfig extends EngineChoice {
  /** Any sequence layer, bidirectional ones included, or a cell. */
  readonly encoder: LayerOrCell;
  /** A causal layer; a bidirectional one is refused, because it could not generate. */
  readonly decoder: LayerOrCell;
  /** Size of both states. Dot attention needs the encoder's outputs to be as wide as the decoder's. */
  readonly hidden: number;
  /** Sizes of the vocabularies; one-hot inputs unless `embedding` gives the features. */
  readonly source: { readonly tokens: number; readonly embedding?: number };
  readonly target: { readonly tokens: number; readonly embedding?: number };
  readonly attention?: Attention;
}

/** The caches of both halves. */
export interface EncoderDecoderCache {
  readonly encoder: SourceEncoderCache;
  readonly decoder: TargetDecoderCache;
}

/** Parameters: "source.…", "encoder.…", "bridge.…", "target.…", "decoder.…", "attention.…", "output.…". */
export interface EncoderDecoder {
  readonly name: string;
  initParams(random: Random): Named;
  /** logits[t]: [batch, target tokens]; alphas[t]: [batch, source time steps], none without attention. */
  forward(
    params: Named,
    batch: Source & { readonly inputs: readonly TokenIds[] },
    random?: Random,
  ): { logits: Matrix[]; alphas: Matrix[]; cache: EncoderDecoderCache };
  /** dLogits[t]: [batch, target tokens] -> gradients of all parameters. */
  backward(params: Named, cache: EncoderDecoderCache, dLogits: readonly Matrix[]): Named;
  /** Mean cross-entropy in nats per counted target token, with the decoder inputs that `batch.truthShare` asks for. */
  loss(params: Named, batch: PairBatch, random?: Random): { loss: number; count: number };
  /** The same, and its gradients. `random` draws which inputs are true and what dropout drops. */
  gradients(params: Named, batch: PairBatch, random?: Random): { loss: number; count: number; grads: Named };
  /** The decoder inputs of a batch: each is the true token with probability `truthShare`, else the model's own guess. */
  scheduledInputs(params: Named, batch: PairBatch, random: Random): readonly TokenIds[];
  /** For greedy decoding, sampling and beam search of one source: each source[t] holds one token. */
  stepper(params: Named, source: Source): TokenStepper<Named>;
}

/** An encoder, a decoder, and attention between them if it is given. Throws if the decoder's layer is not causal. */
export function encoderDecoder(config: EncoderDecoderConfig): EncoderDecoder {
  const { encoder, decoder } = buildParts(config);
  const target = { classes: config.target.tokens };

  const start = (params: Named, source: Source, random?: Random) => {
    const { keys, initial, cache } = encoder.forward(params, source, random);
    const memory = decoder.prepare(params, keys, source.sourceMasks);
    return { start: { initial, ...(memory && { memory }) } satisfies DecoderStart, cache };
  };
  const step = (params: Named, from: DecoderStart) => (state: Named, tokens: TokenIds) => {
    const { logits, final } = decoder.forward(params, [tokens], { ...from, initial: state });
    return { logits: logits[0], state: final };
  };

  const model: EncoderDecoder = {
    name: `${config.encoder.name} → ${config.decoder.name}${config.attention ? `, ${config.attention.name}` : ""}`,

    initParams: (random) => ({ ...encoder.initParams(random), ...decoder.initParams(random) }),

    forward(params, batch, random) {
      const encoded = start(params, batch, random);
      const { logits, alphas, cache } = decoder.forward(params, batch.inputs, encoded.start, random);
      return { logits, alphas, cache: { encoder: encoded.cache, decoder: cache } };
    },

    backward(params, cache, dLogits) {
      const grads = zerosLike(params);
      const { dInitial, dKeys } = decoder.backward(params, cache.decoder, dLogits, grads);
      encoder.backward(params, cache.encoder, { dInitial, dKeys }, grads);
      return grads;
    },

    loss(params, batch, random = createRandom(1)) {
      const inputs = model.scheduledInputs(params, batch, random);
      const { logits } = model.forward(params, { ...batch, inputs });
      const { loss, count } = outputLoss(target, logits, batch.targets, batch.masks);
      return { loss, count };
    },

    gradients(params, batch, random) {
      const inputs = model.scheduledInputs(params, batch, random ?? createRandom(1));
      const { logits, cache } = model.forward(params, { ...batch, inputs }, random);
      const { loss, count, dys } = outputLoss(target, logits, batch.targets, batch.masks);
      return { loss, count, grads: model.backward(params, cache, dys) };
    },

    scheduledInputs(params, batch, random) {
      const { truthShare = 1, inputs } = batch;
      if (truthShare === 1) return inputs;
      const { start: from } = start(params, batch);
      return scheduleInputs({ initial: from.initial, step: step(params, from) }, inputs, truthShare, random);
    },

    stepper(params, source) {
      const { start: from } = start(params, source);
      return { initial: from.initial, step: (state, token) => step(params, from)(state, [token]) };
    },
  };
  return model;
}

function buildParts(config: EncoderDecoderConfig): {
  encoder: ReturnType<typeof sourceEncoder>;
  decoder: ReturnType<typeof targetDecoder>;
} {
  const { hidden, source, target, attention } = config;
  const { layer: saying, dtype, engine } = modelLayer({ ...config, layer: config.decoder });
  const { layer: reading } = modelLayer({ layer: config.encoder, dtype, engine });
  const size = { input: target.embedding ?? target.tokens, hidden, dtype };
  assertCausal("encoderDecoder", saying, size);
  const decoder = { layer: saying, size };
  const encoder = sourceEncoder({ layer: reading, hidden, kind: source, decoder, dtype });
  const { keySize } = encoder;
  return {
    encoder,
    decoder: targetDecoder({
      layer: saying,
      hidden,
      kind: target,
      keySize,
      dtype,
      engine,
      ...(attention && { attention }),
    }),
  };
}
