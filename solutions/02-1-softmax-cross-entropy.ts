/**
 * Exercise X2.1: softmax cross-entropy and its gradient.
 *
 *   probs = exp(z) / Σ exp(z)        row by row, z = logits
 *   L     = −log probs[target]       mean over the batch, in nats
 */

import { Matrix } from "unrolled/numeric";

/** logits: [batch, classes], targets: one class per row -> the mean loss, and dLogits: [batch, classes]. */
export function softmaxCrossEntropy(logits: Matrix, targets: number[]): { loss: number; dLogits: Matrix } {
  const { rows: batch, cols: classes } = logits;
  const dLogits = new Matrix(batch, classes);
  let loss = 0;
  for (let r = 0; r < batch; r++) {
    const z = logits.data.subarray(r * classes, (r + 1) * classes);
    const max = Math.max(...z);
    let sum = 0;
    for (const v of z) sum += Math.exp(v - max);
    loss += (Math.log(sum) - (z[targets[r]] - max)) / batch;
    for (let c = 0; c < classes; c++) {
      const prob = Math.exp(z[c] - max) / sum;
      dLogits.data[r * classes + c] = (prob - (c === targets[r] ? 1 : 0)) / batch;
    }
  }
  return { loss, dLogits };
}
