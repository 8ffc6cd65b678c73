/** Softmax cross-entropy on SIMD kernels: the same contract and numbers as in layers/losses.ts. */

import { type LossOptions, type SoftmaxLoss, softmaxCrossEntropy } from "../layers/losses.ts";
import { assertFinite } from "../numeric/assert-finite.ts";
import { Matrix } from "../numeric/matrix.ts";
import { ShapeError } from "../numeric/shape-error.ts";
import { bytesPer, layOutInArena, releaseArena } from "./arena.ts";
import { kernelSet } from "./kernels/load.ts";

/** logits: [batch, classes]; targets: one class per row. Mean over the rows that the mask keeps, unless told "sum". */
export function fusedSoftmaxCrossEntropy(
  logits: Matrix,
  targets: Int32Array | readonly number[],
  options: LossOptions = {},
): SoftmaxLoss {
  if (kernelSet() === "none") return softmaxCrossEntropy(logits, targets, options);
  assertFinite("softmaxCrossEntropy: logits", logits);
  const { rows, cols, dtype } = logits;
  const weights = rowWeights(rows, options);
  assertTargets(logits, targets, weights);
  const { arena, parts } = layOutInArena(dtype, `softmax ${rows} ${cols}`, (take) => ({
    logits: take(rows * cols),
    probs: take(rows * cols),
    dLogits: take(rows * cols),
    weights: take(rows),
    targets: take(Math.ceil((rows * Int32Array.BYTES_PER_ELEMENT) / bytesPer(dtype))),
  }));
  parts.logits.values.set(logits.data);
  parts.weights.values.set(weights);
  const classes = new Int32Array(arena.memory.buffer, parts.targets.at, rows);
  for (let r = 0; r < rows; r++) classes[r] = weights[r] === 0 ? 0 : targets[r];
  const loss = arena.kernels.softmaxCrossEntropy(
    rows,
    cols,
    parts.logits.at,
    parts.targets.at,
    parts.weights.at,
    parts.probs.at,
    parts.dLogits.at,
  );
  const result = {
    loss,
    dLogits: new Matrix(rows, cols, parts.dLogits.values.slice()),
    probs: new Matrix(rows, cols, parts.probs.values.slice()),
  };
  releaseArena(arena);
  return result;
}

/** What each row's term counts: 0 if masked, else 1 ("sum") or 1 / rows that count ("mean"). */
function rowWeights(rows: number, { mask, reduction = "mean" }: LossOptions): Float64Array {
  const weights = new Float64Array(rows);
  if (mask && mask.length !== rows) {
    throw new ShapeError(
      `softmaxCrossEntropy: the mask needs one number per row (${rows}), got ${mask.length}.`,
    );
  }
  let counted = 0;
  for (let r = 0; r < rows; r++) {
    weights[r] = mask && mask[r] === 0 ? 0 : 1;
    counted += weights[r];
  }
  if (reduction === "sum") return weights;
  if (counted === 0) {
    throw new RangeError(
      'softmaxCrossEntropy: the mask hides every row, so there is nothing to average; use "sum".',
    );
  }
  return weights.map((weight) => weight / counted);
}

/** The target of a row that does not count is not looked at. */
function assertTargets(
  { rows, cols }: Matrix,
  targets: Int32Array | readonly number[],
  weights: Float64Array,
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
