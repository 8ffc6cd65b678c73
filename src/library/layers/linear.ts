/**
 * Linear (fully connected) layer.
 *
 *   y = x W + b
 */

import { Matrix } from "../numeric/matrix.ts";
import type { Named } from "../numeric/named.ts";
import type { Dtype } from "../numeric/numbers.ts";
import { type Random, uniform } from "../numeric/random.ts";

/** W: [input, output], b: [1, output]. */
export type LinearParam = "W" | "b";

/** x: [batch, input]. */
export type LinearCache = Named<"x">;

/** Features in and out. */
export interface LinearSize {
  readonly input: number;
  readonly output: number;
  readonly dtype?: Dtype;
}

/** The linear layer: forward and backward. */
export interface Linear {
  /** Uniform in ±1/√input, as PyTorch's nn.Linear; the bias starts at zero. */
  initParams(size: LinearSize, random: Random): Named<LinearParam>;
  /** x: [batch, input] -> y: [batch, output]. */
  forward(params: Named<LinearParam>, x: Matrix): { y: Matrix; cache: LinearCache };
  /** dy: [batch, output] -> dx: [batch, input]; adds to `grads`. */
  backward(params: Named<LinearParam>, cache: LinearCache, dy: Matrix, grads: Named<LinearParam>): Matrix;
}

/** y = x W + b, row by row of the batch. */
export const linear: Linear = {
  initParams({ input, output, dtype = "float64" }, random) {
    const W = uniform(input, output, 1 / Math.sqrt(input), random).to(dtype);
    return { W, b: Matrix.zeros(1, output, dtype) };
  },

  forward({ W, b }, x) {
    const y = x.dot(W).plusRow(b);
    return { y, cache: { x } };
  },

  backward({ W }, { x }, dy, grads) {
    grads.W.accumulate(x.transpose().dot(dy));
    grads.b.accumulate(dy.sumRows());
    return dy.dot(W.transpose());
  },
};
