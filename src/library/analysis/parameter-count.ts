/**
 * How many parameters does a recurrent network have? Closed forms, with D inputs, H hidden units and g products:
 *
 *   one layer, one direction     g (D·H + H² + biases·H)        g = 1 rnn, 3 gru, 4 lstm
 *   peephole lstm                + 3 H                          one per unit for i, f and o
 *   gru with one bias            + H                            bq, inside the reset gate's product
 *   layer l > 0                  D = H · directions             it reads the layer below
 *   directions                   times 2 if bidirectional
 *
 * "gru, reset before" has no bq. With biases = 2, as PyTorch and cuDNN store them, every gate has one bias for Wx and
 * one for Wh; bq is then one of those.
 */

export type CountedCell = "rnn" | "lstm" | "peephole lstm" | "gru" | "gru, reset before";

/** g: how many products of the width of the state one time step needs. */
export const products: Readonly<Record<CountedCell, number>> = {
  rnn: 1,
  lstm: 4,
  "peephole lstm": 4,
  gru: 3,
  "gru, reset before": 3,
};

/** The shape of the network that is counted. */
export interface CountedSize {
  readonly input: number;
  readonly hidden: number;
  /** 1 unless given. */
  readonly layers?: number;
  readonly bidirectional?: boolean;
  /** Bias vectors per gate: 1 (as in this library) unless given, 2 as in PyTorch. */
  readonly biases?: 1 | 2;
}

/** Numbers that are learned, by the closed forms above. Throws on sizes that are not whole and at least 1. */
export function countParameters(cell: CountedCell, size: CountedSize): number {
  const { input, hidden, layers = 1, bidirectional = false, biases = 1 } = size;
  for (const [name, value] of Object.entries({ input, hidden, layers })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`countParameters: ${name} must be a whole number of at least 1, got ${value}.`);
    }
  }
  const directions = bidirectional ? 2 : 1;
  let count = 0;
  for (let layer = 0; layer < layers; layer++) {
    const below = layer === 0 ? input : hidden * directions;
    count += directions * countOne(cell, below, hidden, biases);
  }
  return count;
}

function countOne(cell: CountedCell, input: number, hidden: number, biases: 1 | 2): number {
  const weights = products[cell] * (input * hidden + hidden ** 2 + biases * hidden);
  if (cell === "peephole lstm") return weights + 3 * hidden;
  return cell === "gru" && biases === 1 ? weights + hidden : weights;
}
