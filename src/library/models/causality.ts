/**
 * Generating needs a causal layer: its output at a time step must not depend on later inputs, because while
 * generating they do not exist yet.
 */

import type { Size } from "../cells/cell.ts";
import type { SequenceLayer } from "../layers/sequence-layer.ts";
import { Matrix } from "../numeric/matrix.ts";
import { createRandom } from "../numeric/random.ts";

/** Seeds of the parameters to try: in one draw a rectified unit on the way may happen to be shut. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Whether y_0 stays the same, to the last bit, when x_1 is changed. Tried out with random parameters. */
export function isCausal(layer: SequenceLayer, size: Size): boolean {
  return SEEDS.every((seed) => {
    const params = layer.initParams(size, createRandom(seed));
    const firstOutput = (second: number): Matrix => {
      const xs = [0, second].map((value) => Matrix.filled(1, size.input, value, size.dtype));
      return layer.forward(params, xs, layer.initState(1, size)).ys[0];
    };
    return firstOutput(-1).equals(firstOutput(1));
  });
}

/** Throws, with the reason, if the layer cannot generate. `operation` names who asks. */
export function assertCausal(operation: string, layer: SequenceLayer, size: Size): void {
  if (isCausal(layer, size)) return;
  throw new RangeError(
    `${operation}: the decoder (${layer.name}) reads later tokens to say an earlier one, and while generating there ` +
      "are none yet; use a layer that reads from the left only. An encoder may be bidirectional.",
  );
}
