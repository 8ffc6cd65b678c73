/**
 * Exercise X2.2: the loss of a batch of sequences of different lengths.
 *
 *   ℓ[t, r] = −log softmax(logits[t])[r, targets[t][r]]
 *   "sum":   L = Σ m[t][r] ℓ[t, r]
 *   "mean":  L = Σ m[t][r] ℓ[t, r] / Σ m[t][r]
 *
 * Short sequences are filled up to the longest; the mask m is 1 where a time step counts and 0 where it is only filling.
 * The target of filling may be any number, −1 too. At least one place counts.
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
  const places = mask.flat().reduce((sum, m) => sum + m, 0);
  const weight = reduction === "mean" ? 1 / places : 1;
  let loss = 0;
  const dLogits = logits.map(({ rows, cols, data }, t) => {
    const dz = new Matrix(rows, cols);
    for (let r = 0; r < rows; r++) {
      if (mask[t][r] === 0) continue; // its target may be anything
      const z = Array.from(data.slice(r * cols, (r + 1) * cols));
      const max = Math.max(...z);
      const sum = z.reduce((total, v) => total + Math.exp(v - max), 0);
      loss += weight * (Math.log(sum) - (z[targets[t][r]] - max));
      z.forEach((v, c) => {
        const hit = c === targets[t][r] ? 1 : 0;
        dz.data[r * cols + c] = weight * (Math.exp(v - max) / sum - hit);
      });
    }
    return dz;
  });
  return { loss, dLogits };
}
