/**
 * Exercise X13.2: backpropagation through time in less memory.
 *
 *   h[t] = tanh(x[t] Wx + h[t−1] Wh + b)
 *
 * The forward pass forgets all hidden states but those before time steps 0, S, 2S, …: the checkpoints. The backward
 * pass gets these alone. For each segment of S time steps, the last segment first, it runs forward once more from
 * its checkpoint and then back through it. The last segment may be shorter. Chen et al. 2016.
 *
 * Check: npx unrolled grade 13.2
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** xs: one [batch, input] per time step, h0: [batch, hidden] -> the last hidden state, and h before each segment. */
export function checkpointedForward(
  params: RnnParams,
  xs: Matrix[],
  h0: Matrix,
  segment: number,
): { h: Matrix; checkpoints: Matrix[] } {
  throw new Error("TODO: exercise X13.2, forward");
}

/** dhs: what the loss adds at each hidden state -> the gradients, as in exercise X3.2. */
export function checkpointedBackward(
  params: RnnParams,
  xs: Matrix[],
  checkpoints: Matrix[],
  dhs: Matrix[],
  segment: number,
): { dxs: Matrix[]; dh0: Matrix; grads: RnnParams } {
  throw new Error("TODO: exercise X13.2, backward");
}
