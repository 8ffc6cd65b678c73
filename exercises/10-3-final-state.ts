/**
 * Exercise X10.3: the final state of a layer that reads in both directions.
 *
 *   output[t] = [→h[t], ←h[t]]        [batch, 2·hidden]
 *
 * Take from the outputs one row per example that has read the whole of it in both halves. The examples have different
 * lengths: example r is true at the time steps 0 … lengths[r] − 1, and padded after that. The padding was skipped, so
 * output is right at all true time steps; what stands in the padding is of no use. Check: npx unrolled grade 10.3
 */

import { Matrix } from "unrolled/numeric";

/** output[t]: [batch, 2·hidden], lengths: [batch], each at least 1 and at most the number of outputs -> [batch, 2·hidden]. */
export function finalState(output: Matrix[], lengths: Int32Array): Matrix {
  throw new Error("TODO: exercise X10.3");
}
