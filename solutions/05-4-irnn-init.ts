/**
 * Exercise X5.4: the IRNN's start (Le, Jaitly & Hinton 2015).
 *
 *   h = max(0, x Wx + h₋ Wh + b)
 *
 *   Wh = I,   b = 0,   Wx normal with mean 0 and standard deviation 0.001
 *
 * So at the start a state without input stays as it is, and so does its gradient. createRandom(seed) gives a function
 * that draws from [0, 1), and randomNormal(random) a normal number.
 */

import { createRandom, Matrix, randomNormal } from "unrolled/numeric";

/** -> Wx: [input, hidden], Wh: [hidden, hidden], b: [1, hidden]. */
export function irnnInit(
  { input, hidden }: { input: number; hidden: number },
  seed: number,
): { Wx: Matrix; Wh: Matrix; b: Matrix } {
  const random = createRandom(seed);
  const Wx = new Matrix(input, hidden).map(() => 0.001 * randomNormal(random));
  const Wh = new Matrix(hidden, hidden).map((_, k) => (k % (hidden + 1) === 0 ? 1 : 0));
  return { Wx, Wh, b: new Matrix(1, hidden) };
}
