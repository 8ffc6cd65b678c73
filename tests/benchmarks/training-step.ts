/** One training step of a recurrent model: forward, backpropagation through time, linear head, Adam. */

import type { Cell } from "../../src/library/cells/cell.ts";
import { gru } from "../../src/library/cells/gru.ts";
import { lstm } from "../../src/library/cells/lstm.ts";
import { rnn } from "../../src/library/cells/rnn.ts";
import { fusedAdam } from "../../src/library/fused/adam.ts";
import { fused } from "../../src/library/fused/fused-layer.ts";
import { linear } from "../../src/library/layers/linear.ts";
import { squaredError } from "../../src/library/layers/losses.ts";
import { recurrent, type SequenceLayer } from "../../src/library/layers/sequence-layer.ts";
import { Matrix } from "../../src/library/numeric/matrix.ts";
import { type Named, withoutPrefix, withPrefix, zerosLike } from "../../src/library/numeric/named.ts";
import type { Dtype } from "../../src/library/numeric/numbers.ts";
import { createRandom, uniform } from "../../src/library/numeric/random.ts";
import { adam } from "../../src/library/training/optimizers.ts";

export interface StepSize {
  readonly steps: number;
  readonly batch: number;
  readonly input: number;
  readonly hidden: number;
}

export const kinds = { lstm, gru, rnn } as const;
export type Kind = keyof typeof kinds;

/** The step with the fused layer. */
export const fusedStep = (kind: Kind, size: StepSize, dtype: Dtype): (() => number) =>
  trainingStep(
    fused(kinds[kind] as unknown as Cell, { inputGradients: false }),
    fusedAdam({ rate: 1e-3 }),
    size,
    dtype,
  );

/** The same with the explicit cell. */
export const explicitStep = (kind: Kind, size: StepSize): (() => number) =>
  trainingStep(recurrent(kinds[kind] as unknown as Cell), adam({ rate: 1e-3 }), size, "float64");

/** Runs one step and returns its loss. The loss looks at the last hidden state. */
function trainingStep(
  layer: SequenceLayer,
  optimizer: { step(params: Named, grads: Named): void },
  { steps, batch, input, hidden }: StepSize,
  dtype: Dtype,
): () => number {
  const random = createRandom(1);
  const size = { input, hidden, dtype };
  const params = {
    ...withPrefix("recurrent", layer.initParams(size, random)),
    ...withPrefix("output", linear.initParams({ input: hidden, output: 1, dtype }, random)),
  };
  const xs = Array.from({ length: steps }, () => uniform(batch, input, 1, random).to(dtype));
  const targets = uniform(batch, 1, 1, random).to(dtype);
  const initial = layer.initState(batch, size);
  const nothing = Matrix.zeros(batch, hidden, dtype);
  const dys: Matrix[] = new Array(steps).fill(nothing);
  const grads = zerosLike(params);
  const part = (named: Named, name: string): Named<"W" | "b"> =>
    withoutPrefix(name, named) as Named<"W" | "b">;
  const [core, head] = [withoutPrefix("recurrent", params), part(params, "output")];
  const [dCore, dHead] = [withoutPrefix("recurrent", grads), part(grads, "output")];
  return () => {
    for (const { data } of Object.values(grads)) data.fill(0);
    const { ys, cache } = layer.forward(core, xs, initial);
    const output = linear.forward(head, ys[steps - 1]);
    const { loss, dy } = squaredError(output.y, targets);
    dys[steps - 1] = linear.backward(head, output.cache, dy, dHead);
    layer.backward(core, cache, { dys }, dCore);
    optimizer.step(params, grads);
    return loss;
  };
}
