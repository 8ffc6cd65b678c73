/**
 * Dropout: sets each number to zero with probability `rate` and scales the others up, so the mean stays.
 *
 *   y = x ⊙ m / (1 − rate)      m: 0 with probability rate, else 1
 *
 * Only while training: without a random source nothing is dropped. Srivastava et al. 2014; between the layers
 * of a recurrent net, not along time: Zaremba, Sutskever & Vinyals 2014.
 */

import type { Matrix } from "../numeric/matrix.ts";
import type { Random } from "../numeric/random.ts";

/** m / (1 − rate), shaped like x; undefined where nothing was dropped. */
export type DropoutCache = Matrix | undefined;

/** y has the shape of x. */
export function dropout(x: Matrix, rate: number, random?: Random): { y: Matrix; cache: DropoutCache } {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: the rate must be in [0, 1), got ${rate}.`);
  if (rate === 0 || !random) return { y: x, cache: undefined };
  const mask = x.map(() => (random() < rate ? 0 : 1 / (1 - rate)));
  return { y: x.times(mask), cache: mask };
}

/** dy -> dx, both in the shape of x: zero where x was dropped, else scaled as x was. */
export function dropoutBackward(cache: DropoutCache, dy: Matrix): Matrix {
  return cache ? dy.times(cache) : dy;
}
