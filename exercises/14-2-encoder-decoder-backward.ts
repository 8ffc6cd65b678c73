/**
 * Exercise X14.2: backward through an encoder–decoder.
 *
 *   h_j = tanh(x_j Wx + h_{j−1} Wh + b)            encoder; h_{−1} = 0
 *   context = h_last                               all that the decoder gets to know
 *   s_t = tanh(y_t Wx' + s_{t−1} Wh' + b')         decoder; s_{−1} = context; y_t is what it reads
 *   logits_t = s_t V + c                           output
 *
 * From the gradients of all logits to those of all parameters. The loss reaches the encoder in one place only.
 * Check: npx unrolled grade 14.2
 */

import type { Matrix } from "unrolled/numeric";

/** Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. The inputs of the two may have different widths. */
export interface RnnParams {
  Wx: Matrix;
  Wh: Matrix;
  b: Matrix;
}

/** V: [hidden, tokens], c: [1, tokens]. */
export interface EncoderDecoderParams {
  encoder: RnnParams;
  decoder: RnnParams;
  output: { V: Matrix; c: Matrix };
}

/** What the forward pass saved, one entry per time step. xs[j], ys[t]: [batch, input]; hs[j], ss[t]: [batch, hidden]. */
export interface EncoderDecoderCache {
  xs: Matrix[];
  hs: Matrix[];
  ys: Matrix[];
  ss: Matrix[];
}

/** dLogits[t]: [batch, tokens] -> the gradients of all parameters, summed over batch and time, and that of the context. */
export function encoderDecoderBackward(
  params: EncoderDecoderParams,
  cache: EncoderDecoderCache,
  dLogits: Matrix[],
): { grads: EncoderDecoderParams; dContext: Matrix } {
  throw new Error("TODO: exercise X14.2");
}
