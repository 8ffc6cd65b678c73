/** Seeded random numbers: the same seed gives the same run on every machine. */

import { Matrix } from "./matrix.ts";

/** Draws the next number, uniform in [0, 1). */
export type Random = () => number;

/**
 * Mulberry32, a 32-bit generator; not for cryptography. A stream is a separate sequence of the same
 * seed: a trainer takes the update's number, so that a run can be taken up again at any update.
 */
export function createRandom(seed: number, stream?: number): Random {
  let state = stream === undefined ? seed >>> 0 : (scramble(seed) ^ scramble(stream + 0x9e3779b9)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return scramble(state) / 2 ** 32;
  };
}

/** Mulberry32's output function: spreads 32 bits so that neighbours become unrelated. */
function scramble(bits: number): number {
  let t = bits >>> 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** A whole number, uniform in 0 … below − 1. */
export function randomInteger(below: number, random: Random): number {
  return Math.floor(random() * below);
}

/** One number from the standard normal distribution (Box & Muller 1958). */
export function randomNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** The items in random order (Fisher & Yates); the given list stays as it is. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last--) {
    const other = randomInteger(last + 1, random);
    [out[last], out[other]] = [out[other], out[last]];
  }
  return out;
}

/** Uniform in [-limit, limit). */
export function uniform(rows: number, cols: number, limit: number, random: Random): Matrix {
  return new Matrix(rows, cols).map(() => (2 * random() - 1) * limit);
}

/** Normal with mean 0 and the given standard deviation. */
export function normal(rows: number, cols: number, deviation: number, random: Random): Matrix {
  return new Matrix(rows, cols).map(() => deviation * randomNormal(random));
}
