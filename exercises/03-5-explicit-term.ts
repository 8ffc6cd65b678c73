/**
 * Exercise X3.5: the term that is easily forgotten.
 *
 *   s[t] = w s[t−1],   t = 1 … steps,   s[0] = s0
 *   L    = w s[steps]
 *
 * w stands in L twice: in the last line, and inside the state. The total derivative has a part for each:
 *
 *   dL/dw = ∂⁺L/∂w + (∂L/∂s) (ds/dw)        s: the state after the last step
 *
 * Everything is a number here. Compare with a difference quotient if in doubt. Check: npx unrolled grade 3.5
 */

/** explicit: the part of the last line, the state held fixed. throughState: the other part. total: dL/dw. */
export function explicitTerm(
  w: number,
  s0: number,
  steps: number,
): { explicit: number; throughState: number; total: number } {
  throw new Error("TODO: exercise X3.5");
}
