/** Sizes for the tasks of X6.1, and results of the right shapes. */

import { Matrix, type Random, randomInteger } from "unrolled/numeric";

export interface Adding {
  readonly inputs: readonly Matrix[];
  readonly targets: Matrix;
}

export interface Copy {
  readonly inputs: readonly Int32Array[];
  readonly targets: readonly Int32Array[];
}

export interface LabelledTokens {
  readonly inputs: readonly Int32Array[];
  readonly labels: Int32Array;
}

export interface AddingSize {
  readonly steps: number;
  readonly batch: number;
}

export interface CopySize {
  readonly length: number;
  readonly symbols: number;
  readonly lag: number;
  readonly batch: number;
}

/** An odd number of time steps, so that the halves differ. */
export const drawAdding = (random: Random): AddingSize => ({
  steps: 9 + 2 * randomInteger(3, random),
  batch: 250,
});

export const drawCopy = (random: Random): CopySize => ({
  length: 3 + randomInteger(2, random),
  symbols: 5 + randomInteger(2, random),
  lag: 7 + randomInteger(3, random),
  batch: 220,
});

/** Never a multiple of 5, so that no window ends on a whole number that rounding could miss. */
export const drawTemporalOrder = (random: Random): AddingSize => ({
  steps: 41 + 5 * randomInteger(3, random) + randomInteger(4, random),
  batch: 250,
});

export const likeAdding = ({ steps, batch }: AddingSize): Adding => ({
  inputs: Array.from({ length: steps }, () => new Matrix(batch, 2)),
  targets: new Matrix(batch, 1),
});

const tokens = (steps: number, batch: number): Int32Array[] =>
  Array.from({ length: steps }, () => new Int32Array(batch));

export const likeCopy = ({ length, lag, batch }: CopySize): Copy => ({
  inputs: tokens(2 * length + lag, batch),
  targets: tokens(2 * length + lag, batch),
});

export const likeTemporalOrder = ({ steps, batch }: AddingSize): LabelledTokens => ({
  inputs: tokens(steps, batch),
  labels: new Int32Array(batch),
});
