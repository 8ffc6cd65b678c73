/** Keeps one bad batch from throwing the parameters far away. */

import { assertFinite } from "../numeric/assert-finite.ts";
import type { Named } from "../numeric/named.ts";

/** The length of all gradients as one vector. Throws if one is NaN or infinite, and names it. */
export function globalNorm(grads: Named): number {
  const norms = Object.entries(grads).map(([name, grad]) => {
    assertFinite(`globalNorm: the gradient of "${name}"`, grad);
    return grad.norm();
  });
  return Math.hypot(...norms);
}

/**
 * Shortens all gradients together, in place, to at most `maxNorm`: g · min(1, maxNorm / ‖g‖). The direction
 * stays. Returns the norm before, and the factor. Pascanu, Mikolov & Bengio 2013, algorithm 1.
 */
export function clipByGlobalNorm(grads: Named, maxNorm: number): { norm: number; scale: number } {
  if (!(maxNorm > 0)) throw new RangeError(`clipByGlobalNorm: maxNorm must be above 0, got ${maxNorm}.`);
  const norm = globalNorm(grads);
  const scale = norm > maxNorm ? maxNorm / norm : 1;
  if (scale < 1) {
    for (const { data } of Object.values(grads)) for (let k = 0; k < data.length; k++) data[k] *= scale;
  }
  return { norm, scale };
}

/** Limits every single element to [−limit, limit], in place; this may turn the direction. Returns how many were cut. */
export function clipByValue(grads: Named, limit: number): { clipped: number } {
  if (!(limit > 0)) throw new RangeError(`clipByValue: the limit must be above 0, got ${limit}.`);
  let clipped = 0;
  for (const [name, grad] of Object.entries(grads)) {
    assertFinite(`clipByValue: the gradient of "${name}"`, grad);
    for (let k = 0; k < grad.data.length; k++) {
      if (Math.abs(grad.data[k]) <= limit) continue;
      grad.data[k] = Math.sign(grad.data[k]) * limit;
      clipped++;
    }
  }
  return { clipped };
}
