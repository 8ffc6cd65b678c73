/**
 * Temporal order: which of X and Y came first, second, …, among distractors?
 *
 * A sequence starts with E, ends with B, and is filled with a, b, c, d, but for a few time steps far
 * apart that hold X or Y. The class is the word they spell: with two marks XX, XY, YX or YY.
 * Two and three marks are experiments 6a and 6b of the source, with its windows; four marks go on in the same way.
 *
 * Hochreiter & Schmidhuber 1997, experiment 6.
 */

import type { Random } from "../numeric/random.ts";
import { drawInteger } from "./draw.ts";
import { expectSize } from "./size-check.ts";

/** The symbols; a token is a place in this list. */
export const temporalOrderSymbols: readonly string[] = ["a", "b", "c", "d", "X", "Y", "E", "B"];

const [X, E, B] = [4, 6, 7];

/** Where mark k may stand: [from, to) as a share of the sequence. */
const windows: Record<number, readonly (readonly [number, number])[]> = {
  2: [
    [0.1, 0.2],
    [0.5, 0.6],
  ],
  3: [
    [0.1, 0.2],
    [0.33, 0.43],
    [0.66, 0.76],
  ],
  4: [
    [0.1, 0.2],
    [0.3, 0.4],
    [0.5, 0.6],
    [0.7, 0.8],
  ],
};

/** inputs[t]: [batch]. labels: [batch], the marks read as a binary number, X = 0, Y = 1, first mark first. */
export interface TemporalOrderBatch {
  readonly inputs: Int32Array[];
  readonly labels: Int32Array;
  readonly classes: number;
  readonly vocabulary: number;
}

/**
 * `batch` sequences of `steps` symbols with 2, 3 or 4 marks each, 2 unless told. Throws on fewer than 10 time steps.
 */
export function makeTemporalOrder(
  { steps, batch, marks = 2 }: { steps: number; batch: number; marks?: number },
  random: Random,
): TemporalOrderBatch {
  checkMarks("makeTemporalOrder", marks);
  expectSize("makeTemporalOrder", "steps", steps, 10); // below ten, windows meet
  expectSize("makeTemporalOrder", "batch", batch, 1);
  const inputs = Array.from({ length: steps }, (_, t) => {
    if (t === 0) return new Int32Array(batch).fill(E);
    if (t === steps - 1) return new Int32Array(batch).fill(B);
    return Int32Array.from({ length: batch }, () => drawInteger(0, 3, random));
  });
  const labels = new Int32Array(batch);
  for (let r = 0; r < batch; r++) {
    for (const [from, to] of windows[marks]) {
      const first = Math.ceil(from * steps);
      const t = drawInteger(first, Math.max(first, Math.ceil(to * steps) - 1), random);
      const bit = drawInteger(0, 1, random);
      inputs[t][r] = X + bit;
      labels[r] = 2 * labels[r] + bit;
    }
  }
  return { inputs, labels, classes: 2 ** marks, vocabulary: temporalOrderSymbols.length };
}

/**
 * What can be had without memory: the 2^marks classes are equally likely, so any constant answer is right
 * with the probability 2^−marks, and the best probabilities, all alike, cost marks · ln 2.
 */
export function temporalOrderBaseline(marks = 2): { accuracy: number; crossEntropy: number } {
  checkMarks("temporalOrderBaseline", marks);
  return { accuracy: 2 ** -marks, crossEntropy: marks * Math.LN2 };
}

function checkMarks(where: string, marks: number): void {
  if (!(marks in windows)) throw new RangeError(`${where}: marks must be 2, 3 or 4, got ${marks}.`);
}
