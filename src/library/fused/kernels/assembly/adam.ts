/**
 * One step of Adam for n parameters.
 *
 *   m = β1 m + (1 - β1) g     v = β2 v + (1 - β2) g²     w = w - rate (m / c1) / (√(v / c2) + ε)
 *
 * with c1 = 1 - β1ᵗ and c2 = 1 - β2ᵗ. Kingma & Ba 2015.
 */

import { add, get, LANES, mul, put, splat, sub } from "./vector";

@inline function adamLanes(
  n: i32, w: usize, g: usize, m: usize, v: usize,
  keep1: v128, take1: v128, keep2: v128, take2: v128, step: v128, correct2: v128, epsilon: v128,
): void {
  const gradient = get(g, n);
  const first = add(mul(keep1, get(m, n)), mul(take1, gradient));
  const second = add(mul(keep2, get(v, n)), mul(take2, mul(gradient, gradient)));
  put(m, first, n);
  put(v, second, n);
  const size = add(v128.sqrt<Real>(mul(second, correct2)), epsilon);
  put(w, sub(get(w, n), v128.div<Real>(mul(step, first), size)), n);
}

export function adam(
  n: i32, w: usize, g: usize, m: usize, v: usize,
  rate: f64, beta1: f64, beta2: f64, c1: f64, c2: f64, epsilon: f64,
): void {
  const keep1 = splat(<Real>beta1), take1 = splat(<Real>(1 - beta1));
  const keep2 = splat(<Real>beta2), take2 = splat(<Real>(1 - beta2));
  const step = splat(<Real>(rate / c1)), correct2 = splat(<Real>(1 / c2)), small = splat(<Real>epsilon);
  for (; n >= LANES; n -= LANES, w += 16, g += 16, m += 16, v += 16) {
    adamLanes(LANES, w, g, m, v, keep1, take1, keep2, take2, step, correct2, small);
  }
  if (n) adamLanes(n, w, g, m, v, keep1, take1, keep2, take2, step, correct2, small);
}
