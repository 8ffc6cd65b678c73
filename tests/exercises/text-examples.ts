/** Random sequences of symbols in which some pairs are likely and some never come, for the checks about counting. */

import { createRandom, type Random, randomInteger } from "unrolled/numeric";

export interface Text {
  readonly train: number[][];
  readonly test: number[][];
  readonly symbols: number;
}

/** Sequences of several lengths over a few symbols; every symbol comes in train, and not as often as the others. */
export function drawText(seed: number): Text {
  const random = createRandom(seed);
  const symbols = 4 + randomInteger(3, random);
  const every = Array.from({ length: symbols }, (_, k) => k);
  const train = [every, ...Array.from({ length: 8 }, () => drawSequence(symbols, random))];
  return { train, test: Array.from({ length: 4 }, () => drawSequence(symbols, random)), symbols };
}

/** Mostly the next symbol of the alphabet, and low numbers more often than high ones. */
function drawSequence(symbols: number, random: Random): number[] {
  const sequence = [randomInteger(symbols, random)];
  const length = 3 + randomInteger(6, random);
  while (sequence.length < length) {
    const next = (sequence[sequence.length - 1] + 1) % symbols;
    sequence.push(random() < 0.6 ? next : Math.floor(symbols * random() * random()));
  }
  return sequence;
}
