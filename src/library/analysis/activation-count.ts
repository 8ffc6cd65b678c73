/**
 * How much memory does backpropagation through time hold? Closed forms, with D inputs, H hidden units and B rows.
 *
 *   the whole tape           T·B·(D + s·H) + e·B·H
 *   recomputed by segments   T·B·D + ⌈T/S⌉·B·n·H + S·B·s·H + e·B·H     one saved state per segment of S time steps
 *
 * s counts the matrices [batch, hidden] that each time step adds, and e those that the first one adds more, because
 * neighbours share them: rnn 1 (h; once h₋); lstm 7 (h₋ c₋ i f g o tanh c); peephole lstm 7 (h₋ c i f g o tanh c;
 * once c₋); gru 5 (h₋ r z q n), so too with the reset before (s for q). n counts the parts of the state.
 *
 * With S = √T the memory beside the inputs grows with √T instead of T, for one more forward pass: Chen et al. 2016,
 * "Training deep nets with sublinear memory cost"; for recurrent nets Gruslys et al. 2016.
 */

import type { CountedCell } from "./parameter-count.ts";

/** Matrices [batch, hidden]: s, e and n. */
const matrices: Readonly<Record<CountedCell, { each: number; once: number; state: number }>> = {
  rnn: { each: 1, once: 1, state: 1 },
  lstm: { each: 7, once: 0, state: 2 },
  "peephole lstm": { each: 7, once: 1, state: 2 },
  gru: { each: 5, once: 0, state: 1 },
  "gru, reset before": { each: 5, once: 0, state: 1 },
};

/** Of one layer in one direction. */
export interface ActivationSize {
  readonly input: number;
  readonly hidden: number;
  /** Rows; 1 unless given. */
  readonly batch?: number;
  /** Time steps T. */
  readonly steps: number;
  /** Recompute in segments of so many time steps; √T, rounded up, needs least memory. The whole tape unless given. */
  readonly segment?: number;
}

/** In numbers: times 8 bytes in float64, 4 in float32. */
export interface ActivationCount {
  /** What each time step adds to the tape, its input included. */
  readonly perStep: number;
  /** The most that is held at once, inputs included. */
  readonly total: number;
}

/** How many numbers the tape of one layer holds, kept whole or recomputed by segments. Throws on sizes below 1. */
export function countActivations(cell: CountedCell, size: ActivationSize): ActivationCount {
  const { input, hidden, batch = 1, steps, segment } = size;
  for (const [name, value] of Object.entries({ input, hidden, batch, steps, segment: segment ?? 1 })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`countActivations: ${name} must be a whole number of at least 1, got ${value}.`);
    }
  }
  const { each, once, state } = matrices[cell];
  const perStep = batch * (input + each * hidden);
  const first = batch * hidden * once;
  if (segment === undefined) return { perStep, total: steps * perStep + first };
  const states = Math.ceil(steps / segment) * batch * hidden * state;
  const tape = Math.min(segment, steps) * batch * hidden * each + first;
  return { perStep, total: steps * batch * input + states + tape };
}
