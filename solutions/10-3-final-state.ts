/**
 * Exercise X10.3: the final state of a layer that reads in both directions.
 *
 *   output[t] = [→h[t], ←h[t]]        [batch, 2·hidden]
 *
 * The forward half has read all of example r at time step lengths[r] − 1, the backward half at time step 0.
 */

import type { Matrix } from "unrolled/numeric";

/** output[t]: [batch, 2·hidden], lengths: [batch], each at least 1 and at most the number of outputs -> [batch, 2·hidden]. */
export function finalState(output: Matrix[], lengths: Int32Array): Matrix {
  const width = output[0].cols;
  return output[0].map((first, k) => {
    const isForward = k % width < width / 2;
    return isForward ? output[lengths[Math.floor(k / width)] - 1].data[k] : first;
  });
}
