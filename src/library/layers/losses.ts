/**
 * Losses from scores, each with its gradient.
 *
 * Every loss is a sum of one term per row of the batch. A mask of 0 leaves a row out. The reduction is
 * "mean" (over the rows that count, the default) or "sum". To average over a whole sequence, take
 * "sum" at each time step and divide losses and gradients by the number of rows that count.
 */

import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix } from "../numeric/matrix.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** "mean" over the rows that count, or "sum". */
export type Reduction = "mean" | "sum";

/** One number per row: 1 counts, 0 is left out. */
export type Mask = Uint8Array | readonly number[];

/** Which rows count, and whether their terms are averaged or summed. */
export interface LossOptions {
  readonly mask?: Mask;
  readonly reduction?: Reduction;
}

/** A loss from scores, its gradient, and the probabilities. */
export interface SoftmaxLoss {
  /** In nats. */
  readonly loss: number;
  /** [batch, classes]. */
  readonly dLogits: Matrix;
  /** softmax of each row, [batch, classes]. */
  readonly probs: Matrix;
}

/** softmax of each row: e^z / Σ e^z, shifted by the row's maximum so that nothing overflows. */
export function softmax(logits: Matrix): Matrix {
  const { rows, cols, data } = logits;
  const probs = Matrix.zeros(rows, cols, logits.dtype);
  for (let r = 0; r < rows; r++) {
    const at = r * cols;
    let max = data[at];
    for (let c = 1; c < cols; c++) if (data[at + c] > max) max = data[at + c];
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += Math.exp(data[at + c] - max);
    for (let c = 0; c < cols; c++) probs.data[at + c] = Math.exp(data[at + c] - max) / sum;
  }
  return probs;
}

/**
 * Softmax cross-entropy: −log softmax(logits)[target] for each row; its gradient is probs − one-hot(target).
 * logits: [batch, classes]; targets: one class per row.
 */
export function softmaxCrossEntropy(
  logits: Matrix,
  targets: Int32Array | readonly number[],
  options: LossOptions = {},
): SoftmaxLoss {
  assertFinite("softmaxCrossEntropy: logits", logits);
  const { rows, cols } = logits;
  const weights = rowWeights("softmaxCrossEntropy", rows, options);
  assertTargets(logits, targets, weights);
  const probs = softmax(logits);
  const dLogits = Matrix.zeros(rows, cols, logits.dtype);
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    if (weights[r] === 0) continue;
    loss += weights[r] * (logSumExp(logits, r) - logits.data[r * cols + targets[r]]);
    for (let c = 0; c < cols; c++) dLogits.data[r * cols + c] = weights[r] * probs.data[r * cols + c];
    dLogits.data[r * cols + targets[r]] -= weights[r];
  }
  return { loss, dLogits, probs };
}

/**
 * Sigmoid cross-entropy, one yes-or-no question per column; a row's term is the sum of its columns:
 * −y log σ(z) − (1 − y) log(1 − σ(z)) = max(z, 0) − z y + log(1 + e^−|z|). logits, targets: [batch, outputs], y in [0, 1].
 */
export function sigmoidCrossEntropy(
  logits: Matrix,
  targets: Matrix,
  options: LossOptions = {},
): { loss: number; dLogits: Matrix; probs: Matrix } {
  assertFinite("sigmoidCrossEntropy: logits", logits);
  assertTargetShape("sigmoidCrossEntropy", logits, targets);
  assertFinite("sigmoidCrossEntropy: targets", targets);
  const probs = logits.sigmoid();
  const slopes = probs.minus(targets);
  const terms = logits.map(
    (z, k) => Math.max(z, 0) - z * targets.data[k] + Math.log1p(Math.exp(-Math.abs(z))),
  );
  const { loss, dDifference: dLogits } = weigh("sigmoidCrossEntropy", terms, slopes, options);
  return { loss, dLogits, probs };
}

/**
 * Squared error; a row's term is the sum over its columns of (y − target)². y, targets: [batch, outputs]. PyTorch's
 * MSELoss averages over columns too: divide by their number for the same.
 */
export function squaredError(
  y: Matrix,
  targets: Matrix,
  options: LossOptions = {},
): { loss: number; dy: Matrix } {
  assertFinite("squaredError: y", y);
  assertTargetShape("squaredError", y, targets);
  assertFinite("squaredError: targets", targets);
  const difference = y.minus(targets);
  const { loss, dDifference } = weigh(
    "squaredError",
    difference.times(difference),
    difference.scale(2),
    options,
  );
  return { loss, dy: dDifference };
}

/** Σ over rows of weight · (sum of the row's terms), and the gradients of the terms times their weight. */
function weigh(
  operation: string,
  terms: Matrix,
  slopes: Matrix,
  options: LossOptions,
): { loss: number; dDifference: Matrix } {
  const weights = rowWeights(operation, terms.rows, options);
  const rowSums = terms.sumColumns();
  let loss = 0;
  for (let r = 0; r < terms.rows; r++) if (weights[r] !== 0) loss += weights[r] * rowSums.data[r];
  const column = Matrix.zeros(terms.rows, 1, terms.dtype);
  column.data.set(weights);
  return { loss, dDifference: slopes.timesColumn(column) };
}

/** What each row's term counts: 0 if masked, else 1 ("sum") or 1 / rows that count ("mean"). */
function rowWeights(operation: string, rows: number, { mask, reduction = "mean" }: LossOptions): number[] {
  if (mask === undefined) return new Array(rows).fill(reduction === "mean" ? 1 / rows : 1);
  if (mask.length !== rows) {
    throw new ShapeError(`${operation}: the mask needs one number per row (${rows}), got ${mask.length}.`);
  }
  const counted = Array.from(mask).filter((m) => m !== 0).length;
  if (counted === 0 && reduction === "mean") {
    throw new RangeError(
      `${operation}: the mask hides every row, so there is nothing to average; use "sum".`,
    );
  }
  const weight = reduction === "mean" ? 1 / counted : 1;
  return Array.from(mask, (m) => (m === 0 ? 0 : weight));
}

function logSumExp({ data, cols }: Matrix, row: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < cols; c++) max = Math.max(max, data[row * cols + c]);
  let sum = 0;
  for (let c = 0; c < cols; c++) sum += Math.exp(data[row * cols + c] - max);
  return max + Math.log(sum);
}

function assertTargetShape(operation: string, y: Matrix, targets: Matrix): void {
  if (targets.rows !== y.rows || targets.cols !== y.cols) {
    throw new ShapeError(`${operation}: expected targets ${y.shape}, one per output, got ${targets.shape}.`);
  }
}

/** The target of a row that does not count is not looked at. */
function assertTargets(
  { rows, cols }: Matrix,
  targets: Int32Array | readonly number[],
  weights: readonly number[],
): void {
  if (targets.length !== rows) {
    throw new ShapeError(`softmaxCrossEntropy: ${rows} rows need ${rows} targets, got ${targets.length}.`);
  }
  for (let r = 0; r < rows; r++) {
    if (weights[r] === 0) continue;
    if (!(Number.isInteger(targets[r]) && targets[r] >= 0 && targets[r] < cols)) {
      throw new RangeError(
        `softmaxCrossEntropy: target ${r} is ${targets[r]}, expected a class from 0 to ${cols - 1}.`,
      );
    }
  }
}
