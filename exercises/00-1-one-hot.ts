/**
 * Exercise X0.1: symbols as vectors.
 *
 *   y[r, k] = 1 where k = ids[r], and 0 elsewhere
 *
 * A network reads numbers, not symbols. A symbol's number as such would say that "b" lies between "a" and "c"; one column
 * for each symbol says nothing of the kind. Check: npx unrolled grade 0.1
 */

import { Matrix } from "unrolled/numeric";

/** ids: one symbol per example, from 0 to symbols − 1 -> [batch, symbols]. */
export function oneHot(ids: number[], symbols: number): Matrix {
  throw new Error("TODO: exercise X0.1");
}
