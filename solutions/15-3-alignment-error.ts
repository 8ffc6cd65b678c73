/**
 * Exercise X15.3: how often attention looks at the wrong place.
 *
 *   error = (aligned outputs whose largest weight is not at their true position) / (aligned outputs)
 *
 * An output is aligned if it has a true position in the source. Some have none, such as the end mark: their position is −1,
 * and they are left out of both counts. If no output is aligned, the error is 0.
 */

import type { Matrix } from "unrolled/numeric";

/** alpha: [outputs, source], one row of weights per output; positions: [outputs], 0 … source − 1 or −1 -> 0 … 1. */
export function alignmentError(alpha: Matrix, positions: Int32Array): number {
  let [aligned, wrong] = [0, 0];
  positions.forEach((position, t) => {
    if (position < 0) return;
    const weights = alpha.row(t).data;
    aligned++;
    if (weights.indexOf(Math.max(...weights)) !== position) wrong++;
  });
  return aligned === 0 ? 0 : wrong / aligned;
}
