/**
 * Exercise X2.2: the loss of a batch of sequences of different lengths.
 *
 *   ℓ[t, r] = −log softmax(logits[t])[r, targets[t][r]]
 *   "sum":   L = Σ m[t][r] ℓ[t, r]
 *   "mean":  L = Σ m[t][r] ℓ[t, r] / Σ m[t][r]
 *
 * Short sequences are filled up to the longest; the mask m is 1 where a time step counts and 0 where it is only filling.
 * The target of filling may be any number, −1 too. At least one place counts. Check: npx unrolled grade 2.2
 */

import { Matrix } from "unrolled/numeric";

/**
 * logits[t]: [batch, classes]; targets[t][r], mask[t][r]: one number per time step t and example r -> the loss in nats,
 * and dLogits[t] = ∂L/∂logits[t]: [batch, classes].
 */
export function maskedSequenceLoss(
  logits: Matrix[],
  targets: number[][],
  mask: number[][],
  reduction: "sum" | "mean",
): { loss: number; dLogits: Matrix[] } {
  throw new Error("TODO: exercise X2.2");
}
