/**
 * The forward and the backward pass of a sequence model, through all of its parts.
 *
 *   inputs -> x_t -> recurrent layer -> h_t, pooled or picked -> linear output
 */

import type { EmbeddingCache } from "../layers/embedding.ts";
import type { Linear, LinearCache } from "../layers/linear.ts";
import type { Mask } from "../layers/losses.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import { Matrix } from "../numeric/matrix.ts";
import { type Named, withoutPrefix, zerosLike } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import type { Random } from "../numeric/random.ts";
import { ShapeError } from "../numeric/shape-error.ts";
import type { InputReader, Inputs } from "./input-reader.ts";
import type { Pooler, PoolerCache } from "./pooler.ts";
import { layOutTimeSteps, type TimeSteps, type Wiring } from "./wirings.ts";

/** What a model is made of. */
export interface SequenceParts {
  readonly reader: InputReader;
  readonly layer: SequenceLayer;
  readonly linear: Linear;
  readonly size: { readonly input: number; readonly hidden: number; readonly dtype: Dtype };
  readonly wiring: Wiring;
  /** many-to-one only. */
  readonly pooler?: Pooler;
}

/** What `backward` needs. */
export interface SequenceModelCache {
  readonly embeddings: readonly EmbeddingCache[];
  readonly layer: unknown;
  readonly timeSteps: TimeSteps;
  readonly pooled?: PoolerCache;
  readonly outputs: readonly LinearCache[];
}

/** `outputs`: how many are wanted. Without `random` nothing is dropped. */
export interface SequenceForwardOptions {
  readonly outputs: number;
  readonly inputMasks?: readonly Mask[];
  readonly random?: Random;
}

/** ys[k]: [batch, classes or numbers]; alpha: [batch, time steps], the weights of attention pooling. */
export interface SequenceForward {
  readonly ys: Matrix[];
  readonly alpha?: Matrix;
  readonly cache: SequenceModelCache;
}

/** As `SequenceModel.forward`. */
export function sequenceForward(
  { reader, layer, linear, size, wiring, pooler: pooled }: SequenceParts,
  params: Named,
  inputs: Inputs,
  { outputs: outputCount, inputMasks, random }: SequenceForwardOptions,
): SequenceForward {
  expectMasks(inputs, inputMasks);
  const timeSteps = layOutTimeSteps(wiring, inputs.length, outputCount);
  const { xs: read, cache: embeddings } = reader.forward(params, inputs);
  const batch = read[0].rows;
  const steps = Array.from({ length: timeSteps.steps }, (_, t) => timeSteps.readsAt.indexOf(t));
  const xs = steps.map((k) => read[k] ?? Matrix.zeros(batch, size.input, size.dtype));
  const masks = inputMasks && steps.map((k) => inputMasks[k] ?? allTrue(batch));
  const options = { ...(masks && { masks }), ...(random && { random }) };
  const initial = layer.initState(batch, size);
  const recurrent = layer.forward(withoutPrefix("recurrent", params), xs, initial, options);
  const one = pooled?.forward(withoutPrefix("pooling", params), recurrent.ys, inputMasks);
  const picked = one ? [one.y] : timeSteps.writesAt.map((t) => recurrent.ys[t]);
  const outputs = picked.map((h) => linear.forward(outputOf(params), h));
  return {
    ys: outputs.map(({ y }) => y),
    ...(one?.alpha && { alpha: one.alpha }),
    cache: {
      embeddings,
      layer: recurrent.cache,
      timeSteps,
      ...(one && { pooled: one.cache }),
      outputs: outputs.map(({ cache }) => cache),
    },
  };
}

/** As `SequenceModel.backward`: the forward pass, last line first. */
export function sequenceBackward(
  { reader, layer, linear, pooler: pooled }: SequenceParts,
  params: Named,
  { embeddings, layer: layerCache, timeSteps, pooled: pooledCache, outputs }: SequenceModelCache,
  dys: readonly Matrix[],
): { grads: Named; dInputs: Matrix[] } {
  const grads = zerosLike(params);
  const part = (name: string): Named => withoutPrefix(name, grads);
  const dPicked = dys.map((dy, k) => linear.backward(outputOf(params), outputs[k], dy, outputOf(grads)));
  const dhs =
    pooled && pooledCache
      ? pooled.backward(withoutPrefix("pooling", params), pooledCache, dPicked[0], part("pooling"))
      : placeAt(timeSteps, dPicked);
  const { dxs } = layer.backward(
    withoutPrefix("recurrent", params),
    layerCache,
    { dys: dhs },
    part("recurrent"),
  );
  const dInputs = timeSteps.readsAt.map((t) => dxs[t]);
  reader.backward(embeddings, dInputs, grads);
  return { grads, dInputs };
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
