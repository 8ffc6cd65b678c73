/**
 * Exercise X13.1: how much arithmetic is one time step?
 *
 * Count the matrix products of one time step of one layer, which are nearly all of its arithmetic. A multiplication
 * is one operation and an addition is another. A product [m, k] · [k, n] has m · n sums of k terms each: count
 * 2 · m · k · n. Leave out biases, gates and activations. The gru has three blocks of weights, the lstm four.
 *
 * Backward, each product a · W needs two: one for the gradient of a, one for that of W. Check: npx unrolled grade 13.1
 */

/** x: [batch, input], h: [batch, hidden]. */
export interface StepSize {
  input: number;
  hidden: number;
  batch: number;
}

/** Floating-point operations of one time step, in the forward and in the backward pass. */
export function flopsPerStep(
  cell: "rnn" | "gru" | "lstm",
  size: StepSize,
): { forward: number; backward: number } {
  throw new Error("TODO: exercise X13.1");
}
