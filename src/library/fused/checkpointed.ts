/**
 * Backpropagation through time in less memory: only the states between segments are kept; backward runs each
 * segment forward once more.
 *
 * With segments of √T of T time steps the tape shrinks from T to 2√T steps, for one more forward pass (about a
 * third more time). The numbers are the same to the last bit. Works over any sequence layer, explicit or fused.
 *
 * Chen et al. 2016, "Training deep nets with sublinear memory cost"; for recurrences Gruslys et al. 2016.
 */

import type { SequenceLayer, SequenceOptions } from "../layers/sequence-layer.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { mapNamed, type Named } from "../numeric/named.ts";
import type { Random } from "../numeric/random.ts";

/** How long a segment is. */
export interface CheckpointOptions {
  /** Time steps of a segment; √T, rounded up, unless given. */
  readonly segment?: number;
}

/** One segment: what it takes to run it again. */
interface Segment {
  readonly xs: readonly Matrix[];
  readonly initial: Named;
  readonly options: SequenceOptions;
}

/** Where each segment starts; the rest is computed again. */
export interface CheckpointedCache {
  readonly segments: readonly Segment[];
}

/** The same layer in less memory: see the top of this file. Throws if the segment is below 1. */
export function checkpointed(
  layer: SequenceLayer & { release?(cache: unknown): void },
  { segment }: CheckpointOptions = {},
): SequenceLayer<CheckpointedCache> {
  if (segment !== undefined && !(Number.isInteger(segment) && segment >= 1)) {
    throw new RangeError(`checkpointed: expected a segment of at least 1 time step, got ${segment}.`);
  }
  return {
    name: `checkpointed ${layer.name}`,
    ...(layer.dtype && { dtype: layer.dtype }),
    outputSize: layer.outputSize,
    initParams: layer.initParams,
    initState: layer.initState,

    forward(params, xs, initial, { random, masks } = {}) {
      const length = segment ?? Math.ceil(Math.sqrt(xs.length));
      const segments: Segment[] = [];
      const ys: Matrix[] = [];
      let final = initial;
      for (let from = 0; from < Math.max(1, xs.length); from += length) {
        const recorded = random && record(random);
        const part = {
          xs: xs.slice(from, from + length),
          initial: mapNamed(final, (state) => state.copy()),
          options: { ...(masks && { masks: masks.slice(from, from + length) }) },
        };
        const run = layer.forward(params, part.xs, part.initial, withRandom(part.options, recorded?.draw));
        layer.release?.(run.cache);
        segments.push({ ...part, options: withRandom(part.options, recorded?.replay) });
        for (const y of run.ys) ys.push(y);
        final = run.final;
      }
      return { ys, final, cache: { segments } };
    },

    backward(params, { segments }, { dys, dFinal }, grads) {
      const dxs: Matrix[] = new Array(dys.length);
      let carried = dFinal;
      let end = dys.length;
      for (const { xs, initial, options } of segments.toReversed()) {
        const { cache } = layer.forward(params, xs, initial, options);
        const from = end - xs.length;
        const gradients = { dys: dys.slice(from, end), ...(carried && { dFinal: carried }) };
        const back = layer.backward(params, cache, gradients, grads);
        back.dxs.forEach((dx, k) => {
          dxs[from + k] = dx;
        });
        carried = back.dInitial;
        end = from;
      }
      return { dxs, dInitial: carried as Named };
    },
  };
}

const withRandom = (options: SequenceOptions, random: Random | undefined): SequenceOptions =>
  random ? { ...options, random } : options;

/** Draws, and afterwards draws the same once more: dropout must drop the same units in the second run. */
function record(random: Random): { draw: Random; replay: Random } {
  const drawn: number[] = [];
  let next = 0;
  return {
    draw() {
      const value = random();
      drawn.push(value);
      return value;
    },
    replay: () => drawn[next++],
  };
}
