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
 * Everything is a number here. Compare with a difference quotient if in doubt.
 */

/** explicit: the part of the last line, the state held fixed. throughState: the other part. total: dL/dw. */
export function explicitTerm(
  w: number,
  s0: number,
  steps: number,
): { explicit: number; throughState: number; total: number } {
  let s = s0;
  let ds = 0; // ds/dw
  for (let t = 1; t <= steps; t++) {
    ds = s + w * ds; // s[t] = w s[t−1]: both factors depend on w
    s = w * s;
  }
  const explicit = s;
  const throughState = w * ds;
  return { explicit, throughState, total: explicit + throughState };
}
