/**
 * Exercise X2.3: yes-or-no questions, from scores.
 *
 *   p = σ(z)
 *   ℓ = −y log p − (1 − y) log(1 − p)       summed over the outputs, mean over the batch
 *
 * Where z is large, p is 1 to the last bit and log(1 − p) is −∞: rewrite ℓ in z, so that no log of 0 and no
 * exp of a large number is left. What is ∂ℓ/∂z? Check: npx unrolled grade 2.3
 */

import type { Matrix } from "unrolled/numeric";

/** logits z, targets y in [0, 1]: [batch, outputs] -> the loss in nats, and dLogits: [batch, outputs]. */
export function bceWithLogits(logits: Matrix, targets: Matrix): { loss: number; dLogits: Matrix } {
  throw new Error("TODO: exercise X2.3");
}
