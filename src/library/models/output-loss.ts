/**
 * The loss of a list of outputs, one per written time step, against their targets.
 *
 *   classes   mean over all counted (output, row) of −log softmax(y)[target], in nats
 *   yesNo     mean over all counted (output, row) and all columns of −y log σ(z) − (1 − y) log(1 − σ(z)), in nats
 *   numbers   mean over all counted (output, row) and all columns of (y − target)²
 *
 * A mask of 0 leaves a row of an output out.
 */

import type { TokenIds } from "../layers/embedding.ts";
import { type Mask, sigmoidCrossEntropy, softmaxCrossEntropy, squaredError } from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** What comes out: scores for `classes` classes, scores z for `yesNo` questions, or `numbers` numbers. */
export type OutputKind =
  | { readonly classes: number }
  | { readonly yesNo: number }
  | { readonly numbers: number };

/** One entry per output: classes [batch], answers 0 … 1 [batch, yesNo], or numbers [batch, numbers]. */
export type Targets = readonly TokenIds[] | readonly Matrix[];

export interface OutputLoss {
  readonly loss: number;
  /** How many (output, row) count. */
  readonly count: number;
  readonly dys: Matrix[];
}

/** Columns of each output. */
export function outputSize(kind: OutputKind): number {
  if ("classes" in kind) return kind.classes;
  return "yesNo" in kind ? kind.yesNo : kind.numbers;
}

export function outputLoss(
  kind: OutputKind,
  ys: readonly Matrix[],
  targets: Targets,
  masks?: readonly Mask[],
): OutputLoss {
  if (targets.length !== ys.length || (masks && masks.length !== ys.length)) {
    const got = `${targets.length} targets${masks ? ` and ${masks.length} masks` : ""}`;
    throw new ShapeError(`loss: ${ys.length} outputs need as many targets and masks, got ${got}.`);
  }
  const count = ys.reduce((sum, y, k) => sum + countRows(y.rows, masks?.[k]), 0);
  if (count === 0) throw new RangeError("loss: the masks hide every output, so there is nothing to learn.");
  const terms = ys.map((y, k) => term(kind, y, targets[k], masks?.[k]));
  const scale = 1 / ("classes" in kind ? count : count * outputSize(kind));
  return {
    loss: terms.reduce((sum, { loss }) => sum + loss, 0) * scale,
    count,
    dys: terms.map(({ dy }) => dy.scale(scale)),
  };
}

function term(
  kind: OutputKind,
  y: Matrix,
  target: TokenIds | Matrix,
  mask?: Mask,
): { loss: number; dy: Matrix } {
  const options = { reduction: "sum" as const, ...(mask && { mask }) };
  const numbers = "cols" in target;
  if ("classes" in kind) {
    if (numbers)
      throw new ShapeError(`loss: targets must be classes, one per row, got numbers ${target.shape}.`);
    const { loss, dLogits } = softmaxCrossEntropy(y, target, options);
    return { loss, dy: dLogits };
  }
  if (!numbers) throw new ShapeError(`loss: targets must be numbers [batch, ${y.cols}], got classes.`);
  if ("numbers" in kind) return squaredError(y, target, options);
  const { loss, dLogits } = sigmoidCrossEntropy(y, target, options);
  return { loss, dy: dLogits };
}

function countRows(rows: number, mask?: Mask): number {
  if (!mask) return rows;
  let count = 0;
  for (let r = 0; r < mask.length; r++) if (mask[r] !== 0) count++;
  return count;
}
