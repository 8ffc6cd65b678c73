/**
 * How much arithmetic is one time step? Closed forms, with D inputs, H hidden units, B rows and g products.
 *
 *   products, forward     2·B·g·H·(D + H)      a multiplication and an addition per weight and row
 *   products, backward    4·B·g·H·(D + H)      the same again for dx and dh₋, and again for dWx and dWh
 *   elementwise, forward  B·H·e                sums, gates and activations; an activation counts as one operation
 *
 * e counts the operations of the cell's equations per unit: rnn 3 (two sums, tanh); lstm 17 (eight sums, five
 * activations, c: 3, h: 1); peephole lstm 23 (six more); gru 15 (eight for sums and r ⊙ q, three activations, h: 4);
 * gru, reset before 14 (no bq).
 */

import { type CountedCell, products } from "./parameter-count.ts";

const elementwise: Readonly<Record<CountedCell, number>> = {
  rnn: 3,
  lstm: 17,
  "peephole lstm": 23,
  gru: 15,
  "gru, reset before": 14,
};

/** Floating-point operations of one time step. */
export interface OperationCount {
  readonly forward: { readonly products: number; readonly elementwise: number; readonly total: number };
  /** Of the products alone, which are nearly all of it. */
  readonly backward: { readonly products: number };
}

/** Floating-point operations of one time step of one layer. */
export function countOperations(
  cell: CountedCell,
  { input, hidden, batch = 1 }: { input: number; hidden: number; batch?: number },
): OperationCount {
  for (const [name, value] of Object.entries({ input, hidden, batch })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`countOperations: ${name} must be a whole number of at least 1, got ${value}.`);
    }
  }
  const forward = 2 * batch * products[cell] * hidden * (input + hidden);
  const units = batch * hidden * elementwise[cell];
  return {
    forward: { products: forward, elementwise: units, total: forward + units },
    backward: { products: 2 * forward },
  };
}
