/**
 * One recurrent layer between inputs and outputs, in any of the five wirings.
 *
 *   x_t = input of time step t, embedded if it is a token; zero where nothing is read
 *   h_t = recurrent layer over x_0 … x_t
 *   y_k = pooled or picked h · W + b       one per output
 *
 * Classifier, tagger and forecaster are this model with their wiring and loss chosen.
 */

import { type EngineChoice, type LayerOrCell, linearOf, modelLayer } from "../fused/engine.ts";
import type { Mask } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { type Named, withPrefix } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";
import { type InputKind, type Inputs, inputReader } from "./input-reader.ts";
import { type OutputKind, outputLoss, outputSize, type Targets } from "./output-loss.ts";
import { type Pooling, pooler } from "./pooler.ts";
import {
  type SequenceForward,
  type SequenceForwardOptions,
  type SequenceModelCache,
  type SequenceParts,
  sequenceBackward,
  sequenceForward,
} from "./sequence-passes.ts";
import type { Wiring } from "./wirings.ts";

/**
 * Layer, sizes, wiring and loss of a sequence model. Unless told otherwise a cell runs fused in float32; over a given layer
 * the model is float32 if that is fused, float64 if it is explicit.
 */
export interface SequenceModelConfig extends EngineChoice {
  readonly layer: LayerOrCell;
  readonly hidden: number;
  readonly input: InputKind;
  readonly output: OutputKind;
  readonly wiring: Wiring;
  /** many-to-one only: how h_0 … h_T become one vector; "last" unless given. */
  readonly pooling?: Pooling;
}

/** One entry per input and per output. Masks: 1 for true, 0 for padding; all true unless given. */
export interface SequenceBatch {
  readonly inputs: Inputs;
  readonly targets: Targets;
  readonly inputMasks?: readonly Mask[];
  readonly targetMasks?: readonly Mask[];
}

/**
 * Parameters: "embedding.E" (if there is one), "recurrent.…" as the layer names them, "pooling.…" (for attention),
 * "output.W", "output.b".
 */
export interface SequenceModel {
  readonly name: string;
  initParams(random: Random): Named;
  forward(params: Named, inputs: Inputs, options: SequenceForwardOptions): SequenceForward;
  /**
   * dys[k]: [batch, classes or numbers] -> gradients of all parameters, and dInputs[t]: [batch, features], of the numbers
   * that were read (of tokens: of their embeddings or one-hot rows).
   */
  backward(
    params: Named,
    cache: SequenceModelCache,
    dys: readonly Matrix[],
  ): { grads: Named; dInputs: Matrix[] };
  /** Mean loss over all counted outputs, in nats or squared units; `count` is the number of (output, row) that count. */
  loss(params: Named, batch: SequenceBatch): { loss: number; count: number };
  /** The same, and the gradients of all parameters. `random` draws what dropout drops. */
  gradients(
    params: Named,
    batch: SequenceBatch,
    random?: Random,
  ): { loss: number; count: number; grads: Named };
}

/** Reader, recurrent layer, pooling where the wiring asks for it, and a linear output. */
export function sequenceModel(config: SequenceModelConfig): SequenceModel {
  const { output } = config;
  const parts = buildParts(config);
  const { reader, layer, size } = parts;
  const features = layer.outputSize(size);

  const model: SequenceModel = {
    name: `${config.wiring} (${layer.name})`,

    initParams: (random) => ({
      ...reader.initParams(random),
      ...withPrefix("recurrent", layer.initParams(size, random)),
      ...withPrefix("pooling", parts.pooler?.initParams(random) ?? {}),
      ...withPrefix(
        "output",
        parts.linear.initParams({ input: features, output: outputSize(output), dtype: size.dtype }, random),
      ),
    }),

    forward: (params, inputs, options) => sequenceForward(parts, params, inputs, options),
    backward: (params, cache, dys) => sequenceBackward(parts, params, cache, dys),

    loss(params, batch) {
      const { ys } = model.forward(params, batch.inputs, forwardOptions(batch));
      const { loss, count } = outputLoss(output, ys, batch.targets, batch.targetMasks);
      return { loss, count };
    },

    gradients(params, batch, random) {
      const { ys, cache } = model.forward(params, batch.inputs, forwardOptions(batch, random));
      const { loss, count, dys } = outputLoss(output, ys, batch.targets, batch.targetMasks);
      return { loss, count, grads: model.backward(params, cache, dys).grads };
    },
  };
  return model;
}

function buildParts(config: SequenceModelConfig): SequenceParts {
  const { hidden, wiring, pooling = "last" } = config;
  const { layer, dtype, engine } = modelLayer(config);
  if (pooling !== "last" && wiring !== "many-to-one") {
    throw new RangeError(`sequenceModel: pooling "${pooling}" needs the wiring many-to-one, got ${wiring}.`);
  }
  const reader = inputReader(config.input, dtype);
  const size = { input: reader.size, hidden, dtype };
  const pooled = wiring === "many-to-one" && pooler(pooling, { features: layer.outputSize(size), dtype });
  return { reader, layer, linear: linearOf(engine), size, wiring, ...(pooled && { pooler: pooled }) };
}

function forwardOptions(
  { targets, inputMasks }: SequenceBatch,
  random?: Random,
): { outputs: number; inputMasks?: readonly Mask[]; random?: Random } {
  return { outputs: targets.length, ...(inputMasks && { inputMasks }), ...(random && { random }) };
}
