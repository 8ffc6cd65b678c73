/**
 * Exercise X5.1: clipping by the global norm.
 *
 *   ‖g‖   = √(Σ v²)                   over every element of every gradient
 *   scale = min(1, maxNorm / ‖g‖)
 *   g     ← g · scale
 */

import type { Matrix } from "unrolled/numeric";

/** norm: before clipping. clipped: the same names and shapes as grads. */
export function clipByGlobalNorm(
  grads: Record<string, Matrix>,
  maxNorm: number,
): { norm: number; scale: number; clipped: Record<string, Matrix> } {
  let sum = 0;
  for (const { data } of Object.values(grads)) for (const v of data) sum += v * v;
  const norm = Math.sqrt(sum);
  const scale = norm > maxNorm ? maxNorm / norm : 1;
  const shrunk = Object.entries(grads).map(([name, grad]) => [name, grad.map((v) => v * scale)]);
  return { norm, scale, clipped: Object.fromEntries(shrunk) };
}
