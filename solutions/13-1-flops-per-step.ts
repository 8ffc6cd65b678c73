/**
 * Exercise X13.1: how much arithmetic is one time step?
 *
 *   forward    2 · B · g · H · (D + H), with g blocks of weights
 *   backward   twice that: the gradients of x and h₋, and those of Wx and Wh
 */

/** x: [batch, input], h: [batch, hidden]. */
export interface StepSize {
  input: number;
  hidden: number;
  batch: number;
}

const blocks = { rnn: 1, gru: 3, lstm: 4 };

/** Floating-point operations of one time step, in the forward and in the backward pass. */
export function flopsPerStep(
  cell: "rnn" | "gru" | "lstm",
  { input, hidden, batch }: StepSize,
): { forward: number; backward: number } {
  const forward = 2 * batch * blocks[cell] * hidden * (input + hidden);
  return { forward, backward: 2 * forward };
}
