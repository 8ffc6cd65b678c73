/**
 * Exercise X5.1: clipping by the global norm.
 *
 *   ‖g‖   = √(Σ v²)                   over every element of every gradient
 *   scale = min(1, maxNorm / ‖g‖)
 *   g     ← g · scale
 *
 * Return new matrices; leave the given ones as they are. Check: npx unrolled grade 5.1
 */

import type { Matrix } from "unrolled/numeric";

/** norm: before clipping. clipped: the same names and shapes as grads. */
export function clipByGlobalNorm(
  grads: Record<string, Matrix>,
  maxNorm: number,
): { norm: number; scale: number; clipped: Record<string, Matrix> } {
  throw new Error("TODO: exercise X5.1");
}
