/**
 * Exercise X6.1: four tasks that need a memory, made from a seed.
 *
 *   adding          two numbers out of many are marked; the target is their sum
 *   copy            a few symbols, a long silence, a signal; then the symbols again
 *   temporal order  X or Y, long after it X or Y again, among distractors; the class is the pair
 *   embedded Reber  B, T or P, a Reber string, the same T or P again, E
 *
 * const random = createRandom(seed) draws; randomInteger(n, random) is 0 … n − 1. The same seed gives the same batch.
 * Draw in the order in which each comment below names things.
 */

import { createRandom, Matrix, randomInteger } from "unrolled/numeric";

/**
 * inputs: one [batch, 2] per time step, a number in [0, 1) and its mark, 0 or 1; targets: [batch, 1].
 * The numbers, time step by time step. Then, for each sequence, the marked time step in the first half (0 … ⌊steps/2⌋ − 1)
 * and the one in the second half.
 */
export function makeAdding(
  { steps, batch }: { steps: number; batch: number },
  seed: number,
): { inputs: Matrix[]; targets: Matrix } {
  const random = createRandom(seed);
  const half = Math.floor(steps / 2);
  const inputs = Array.from({ length: steps }, () =>
    new Matrix(batch, 2).map((_, k) => (k % 2 === 0 ? random() : 0)),
  );
  const targets = new Matrix(batch, 1);
  for (let r = 0; r < batch; r++) {
    const first = randomInteger(half, random);
    const second = half + randomInteger(steps - half, random);
    for (const t of [first, second]) {
      inputs[t].data[2 * r + 1] = 1;
      targets.data[r] += inputs[t].data[2 * r];
    }
  }
  return { inputs, targets };
}

/**
 * inputs, targets: one [batch] of tokens per time step; length + lag + length time steps in all.
 *
 *   input    s s s · · · · > · · ·      length = 3, lag = 5: the signal is the last time step of the lag
 *   target   · · · · · · · · s s s
 *
 * Tokens 0 … symbols − 1 are the symbols s; the blank · is `symbols`, the signal > is `symbols + 1`.
 * The symbols, time step by time step, each equally likely.
 */
export function makeCopy(
  { length, symbols, lag, batch }: { length: number; symbols: number; lag: number; batch: number },
  seed: number,
): { inputs: Int32Array[]; targets: Int32Array[] } {
  const random = createRandom(seed);
  const [blank, signal] = [symbols, symbols + 1];
  const blanks = (): Int32Array[] =>
    Array.from({ length: 2 * length + lag }, () => new Int32Array(batch).fill(blank));
  const [inputs, targets] = [blanks(), blanks()];
  for (let k = 0; k < length; k++) {
    inputs[k] = Int32Array.from({ length: batch }, () => randomInteger(symbols, random));
    targets[length + lag + k] = inputs[k];
  }
  inputs[length + lag - 1].fill(signal);
  return { inputs, targets };
}

/**
 * inputs: one [batch] of tokens per time step; labels: [batch]. Tokens: a b c d X Y E B are 0 … 7.
 * The first time step is E, the last is B; all others are distractors (a b c d), but for two marks, X or Y each:
 * the first at a time step from ⌈0.1 steps⌉ to ⌈0.2 steps⌉ − 1, the second from ⌈0.5 steps⌉ to ⌈0.6 steps⌉ − 1.
 * label: XX 0, XY 1, YX 2, YY 3. steps is 10 or more.
 * The distractors, time step by time step. Then, for each sequence, the place and the letter of the first mark, and of the second.
 */
export function makeTemporalOrder(
  { steps, batch }: { steps: number; batch: number },
  seed: number,
): { inputs: Int32Array[]; labels: Int32Array } {
  const random = createRandom(seed);
  const [X, E, B] = [4, 6, 7];
  const inputs = Array.from({ length: steps }, (_, t) => {
    const edge = t === 0 ? E : t === steps - 1 ? B : undefined;
    return Int32Array.from({ length: batch }, () => edge ?? randomInteger(4, random));
  });
  const labels = new Int32Array(batch);
  for (let r = 0; r < batch; r++) {
    for (const [from, to] of [
      [0.1, 0.2],
      [0.5, 0.6],
    ]) {
      const first = Math.ceil(from * steps);
      const t = first + randomInteger(Math.ceil(to * steps) - first, random);
      const letter = randomInteger(2, random); // 0 is X, 1 is Y
      inputs[t][r] = X + letter;
      labels[r] = 2 * labels[r] + letter;
    }
  }
  return { inputs, labels };
}

/** From each state of the Reber grammar: the symbols that may follow, and the state that each leads to; 6 is the end. */
export const transitions: Record<string, number>[] = [
  { T: 1, P: 2 },
  { S: 1, X: 3 },
  { T: 2, V: 4 },
  { X: 2, S: 5 },
  { P: 3, V: 5 },
  { E: 6 },
];

/**
 * `count` embedded strings such as "BPBTXSEPE". A Reber string is B and then the symbols from state 0 to the end.
 * For each string: T or P (in this order), then one symbol from state to state, each that is allowed equally likely.
 */
export function embeddedReber(count: number, seed: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const branch = "TP"[randomInteger(2, random)];
    let inner = "B";
    for (let state = 0; state < 6; ) {
      const allowed = Object.keys(transitions[state]);
      const symbol = allowed[randomInteger(allowed.length, random)];
      inner += symbol;
      state = transitions[state][symbol];
    }
    return `B${branch}${inner}${branch}E`;
  });
}
