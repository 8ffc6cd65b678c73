/** Runs the explicit and the fused layer on the same random sequence and tells how far apart they are. */

import type { Cell } from "../../../src/library/cells/cell.ts";
import { gru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import type { SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import type { Matrix } from "../../../src/library/numeric/matrix.ts";
import { mapNamed, type Named, zerosLike } from "../../../src/library/numeric/named.ts";
import type { Dtype } from "../../../src/library/numeric/numbers.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

/** Every cell that has kernels. */
export const fusedCells: readonly Cell[] = [rnn, lstm, peepholeLstm, gru, createGruResetBefore()].map(
  (cell) => cell as unknown as Cell,
);

/**
 * What each precision promises: forward the largest difference, backward the largest difference over the largest
 * gradient. float32 rounds at 6e-8 and adds up thousands of terms; float64 rounds at 1e-16.
 */
export const promised: Record<Dtype, { forward: number; backward: number }> = {
  float32: { forward: 1e-5, backward: 1e-4 },
  float64: { forward: 1e-12, backward: 1e-12 },
};

export interface Sequence {
  readonly steps: number;
  readonly batch: number;
  readonly input: number;
  readonly hidden: number;
  readonly dtype: Dtype;
  readonly masked: boolean;
  readonly seed: number;
}

export interface Run {
  readonly outputs: Named;
  readonly gradients: Named;
}

/** One forward and one backward pass with every input, state and gradient drawn from the seed. */
export function runOnce(layer: SequenceLayer, sequence: Sequence): Run {
  const { steps, batch, input, hidden, dtype, masked, seed } = sequence;
  const random = createRandom(seed);
  const size = { input, hidden, dtype };
  const draw = ({ rows, cols }: Matrix): Matrix => uniform(rows, cols, 1, random).to(dtype);
  const params = mapNamed(layer.initParams(size, random), (matrix) =>
    draw(matrix).scale(1 / Math.sqrt(hidden)),
  );
  const initial = mapNamed(layer.initState(batch, size), draw);
  const dFinal = mapNamed(initial, draw);
  const xs = Array.from({ length: steps }, () => uniform(batch, input, 1, random).to(dtype));
  const width = layer.outputSize(size);
  const dys = Array.from({ length: steps }, () => uniform(batch, width, 1, random).to(dtype));
  const masks = xs.map(() => Array.from({ length: batch }, () => (random() < 0.7 ? 1 : 0)));
  const grads = zerosLike(params);
  const { ys, final, cache } = layer.forward(params, xs, initial, masked ? { masks } : {});
  const { dxs, dInitial } = layer.backward(params, cache, { dys, dFinal }, grads);
  return {
    outputs: { ...numbered("y", ys), ...final },
    gradients: { ...grads, ...numbered("dx", dxs), ...mapKeys(dInitial, (name) => `dInitial ${name}`) },
  };
}

/** Largest absolute difference over all names. */
export function largestDifference(a: Named, b: Named): number {
  const differences = Object.keys(b).map((name) => Math.max(...a[name].minus(b[name]).data.map(Math.abs)));
  return Math.max(...differences);
}

/** Largest difference of a tensor over its largest element, over all tensors. */
export function relativeDifference(a: Named, b: Named): number {
  const errors = Object.keys(b).map((name) => {
    const largest = Math.max(...b[name].data.map(Math.abs));
    return largestDifference({ [name]: a[name] }, { [name]: b[name] }) / Math.max(1e-3, largest);
  });
  return Math.max(...errors);
}

const numbered = (prefix: string, list: readonly Matrix[]): Named =>
  Object.fromEntries(list.map((matrix, t) => [`${prefix}${t}`, matrix]));

const mapKeys = (named: Named, f: (name: string) => string): Named =>
  Object.fromEntries(Object.entries(named).map(([name, matrix]) => [f(name), matrix]));
