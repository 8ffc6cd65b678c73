/**
 * One recurrent layer between inputs and outputs, in any of the five wirings.
 *
 *   x_t = input of time step t, embedded if it is a token; zero where nothing is read
 *   h_t = recurrent layer over x_0 … x_t
 *   y_k = pooled or picked h · W + b       one per output
 *
 * Classifier, tagger and forecaster are this model with their wiring and loss chosen.
 */

import type { EmbeddingCache } from "../layers/embedding.ts";
import { type LinearCache, linear } from "../layers/linear.ts";
import type { Mask } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix, zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { ShapeError } from "../numeric/shape-error.ts";
import { type InputKind, type Inputs, inputReader } from "./input-reader.ts";
import { type OutputKind, outputLoss, outputSize, type Targets } from "./output-loss.ts";
import { type Pooling, type PoolingCache, pool, poolBackward } from "./pooling.ts";
import { layOutTimeSteps, type TimeSteps, type Wiring } from "./wirings.ts";

export interface SequenceModelConfig {
  readonly layer: SequenceLayer;
  readonly hidden: number;
  readonly input: InputKind;
  readonly output: OutputKind;
  readonly wiring: Wiring;
  /** many-to-one only: how h_0 … h_T become one vector; "last" unless given. */
  readonly pooling?: Pooling;
  readonly dtype?: Dtype;
}

/** One entry per input and per output. Masks: 1 for true, 0 for padding; all true unless given. */
export interface SequenceBatch {
  readonly inputs: Inputs;
  readonly targets: Targets;
  readonly inputMasks?: readonly Mask[];
  readonly targetMasks?: readonly Mask[];
}

export interface SequenceModelCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly timeSteps: TimeSteps;
  readonly pooled?: PoolingCache;
  readonly outputs: readonly LinearCache[];
}

/** Parameters: "embedding.E" (if there is one), "recurrent.…" as the layer names them, "output.W", "output.b". */
export interface SequenceModel {
  readonly name: string;
  initParams(random: Random): Named;
  /** `outputs`: how many are wanted. ys[k]: [batch, classes or numbers]. */
  forward(
    params: Named,
    inputs: Inputs,
    options: { readonly outputs: number; readonly inputMasks?: readonly Mask[]; readonly random?: Random },
  ): { ys: Matrix[]; cache: SequenceModelCache };
  /** dys[k]: [batch, classes or numbers] -> gradients of all parameters. */
  backward(params: Named, cache: SequenceModelCache, dys: readonly Matrix[]): Named;
  loss(params: Named, batch: SequenceBatch): { loss: number; count: number };
  gradients(
    params: Named,
    batch: SequenceBatch,
    random?: Random,
  ): { loss: number; count: number; grads: Named };
}

export function sequenceModel(config: SequenceModelConfig): SequenceModel {
  const { layer, hidden, output, wiring, pooling = "last", dtype = "float64" } = config;
  if (pooling !== "last" && wiring !== "many-to-one") {
    throw new RangeError(`sequenceModel: pooling "${pooling}" needs the wiring many-to-one, got ${wiring}.`);
  }
  const reader = inputReader(config.input, dtype);
  const size = { input: reader.size, hidden, dtype };

  const model: SequenceModel = {
    name: `${wiring} (${layer.name})`,

    initParams: (random) => ({
      ...reader.initParams(random),
      ...withPrefix("recurrent", layer.initParams(size, random)),
      ...withPrefix(
        "output",
        linear.initParams({ input: layer.outputSize(size), output: outputSize(output), dtype }, random),
      ),
    }),

    forward(params, inputs, { outputs: outputCount, inputMasks, random }) {
      expectMasks(inputs, inputMasks);
      const timeSteps = layOutTimeSteps(wiring, inputs.length, outputCount);
      const { xs: read, cache: embeddings } = reader.forward(params, inputs);
      const batch = read[0].rows;
      const xs = Array.from(
        { length: timeSteps.steps },
        (_, t) => read[timeSteps.readsAt.indexOf(t)] ?? Matrix.zeros(batch, size.input, dtype),
      );
      const initial = layer.initState(batch, size);
      const masks =
        inputMasks && xs.map((_, t) => inputMasks[timeSteps.readsAt.indexOf(t)] ?? allTrue(batch));
      const options = { ...(masks && { masks }), ...(random && { random }) };
      const recurrent = layer.forward(withoutPrefix("recurrent", params), xs, initial, options);
      const pooled = wiring === "many-to-one" ? pool(pooling, recurrent.ys, inputMasks) : undefined;
      const picked = pooled ? [pooled.y] : timeSteps.writesAt.map((t) => recurrent.ys[t]);
      const outputs = picked.map((h) => linear.forward(outputOf(params), h));
      return {
        ys: outputs.map(({ y }) => y),
        cache: {
          embeddings,
          layer: recurrent.cache,
          timeSteps,
          ...(pooled && { pooled: pooled.cache }),
          outputs: outputs.map(({ cache }) => cache),
        },
      };
    },

    // The forward pass, last line first.
    backward(params, { embeddings, layer: layerCache, timeSteps, pooled, outputs }, dys) {
      const grads = zerosLike(params);
      const dPicked = dys.map((dy, k) => linear.backward(outputOf(params), outputs[k], dy, outputOf(grads)));
      const dhs = pooled ? poolBackward(pooled, dPicked[0]) : placeAt(timeSteps, dPicked);
      const { dxs } = layer.backward(
        withoutPrefix("recurrent", params),
        layerCache,
        { dys: dhs },
        withoutPrefix("recurrent", grads),
      );
      const dRead = timeSteps.readsAt.map((t) => dxs[t]);
      reader.backward(embeddings, dRead, grads);
      return grads;
    },

    loss(params, batch) {
      const { ys } = model.forward(params, batch.inputs, forwardOptions(batch));
      const { loss, count } = outputLoss(output, ys, batch.targets, batch.targetMasks);
      return { loss, count };
    },

    gradients(params, batch, random) {
      const { ys, cache } = model.forward(params, batch.inputs, forwardOptions(batch, random));
      const { loss, count, dys } = outputLoss(output, ys, batch.targets, batch.targetMasks);
      return { loss, count, grads: model.backward(params, cache, dys) };
    },
  };
  return model;
}

const outputOf = (named: Named): Named<"W" | "b"> => withoutPrefix("output", named) as Named<"W" | "b">;

const allTrue = (batch: number): Uint8Array => new Uint8Array(batch).fill(1);

/** Gradients at the time steps that write, zeros at the others. */
function placeAt({ steps, writesAt }: TimeSteps, dPicked: readonly Matrix[]): Matrix[] {
  const { rows, cols, dtype } = dPicked[0];
  return Array.from(
    { length: steps },
    (_, t) => dPicked[writesAt.indexOf(t)] ?? Matrix.zeros(rows, cols, dtype),
  );
}

function expectMasks(inputs: Inputs, masks?: readonly Mask[]): void {
  if (masks && masks.length !== inputs.length) {
    throw new ShapeError(`model: ${inputs.length} inputs need as many masks, got ${masks.length}.`);
  }
}

function forwardOptions(
  { targets, inputMasks }: SequenceBatch,
  random?: Random,
): { outputs: number; inputMasks?: readonly Mask[]; random?: Random } {
  return { outputs: targets.length, ...(inputMasks && { inputMasks }), ...(random && { random }) };
}
