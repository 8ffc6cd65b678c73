/**
 * The loss of a list of outputs, one per written time step, against their targets.
 *
 *   classes   mean over all counted (output, row) of −log softmax(y)[target], in nats
 *   yesNo     mean over all counted (output, row) and all columns of −y log σ(z) − (1 − y) log(1 − σ(z)), in nats
 *   numbers   mean over all counted (output, row) and all columns of (y − target)²
 *
 * In float32 the first is computed on kernels. A mask of 0 leaves a row of an output out. With the reduction "sum"
 * nothing is divided: losses of several time steps add up, L = Σ_t L_t.
 */

import { engineFor } from "../fused/engine.ts";
import { fusedSoftmaxCrossEntropy } from "../fused/softmax-cross-entropy.ts";
import type { TokenIds } from "../layers/embedding.ts";
import {
  type Mask,
  type Reduction,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  squaredError,
} from "../layers/losses.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { ShapeError } from "../numeric/shape-error.ts";

/** What comes out: scores for `classes` classes, scores z for `yesNo` questions, or `numbers` numbers. */
export type OutputKind =
  | { readonly classes: number }
  | { readonly yesNo: number }
  | { readonly numbers: number };

/** One entry per output: classes [batch], answers 0 … 1 [batch, yesNo], or numbers [batch, numbers]. */
export type Targets = readonly TokenIds[] | readonly Matrix[];

/** Loss, how many (output, row) it counts, and the gradients of the outputs. */
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

/**
 * ys[k], targets[k]: as `Targets` says; masks[k]: [batch], all true unless given. Throws where numbers and shapes do not
 * fit, and where the masks hide every output of a mean.
 */
export function outputLoss(
  kind: OutputKind,
  ys: readonly Matrix[],
  targets: Targets,
  masks?: readonly Mask[],
  reduction: Reduction = "mean",
): OutputLoss {
  if (targets.length !== ys.length || (masks && masks.length !== ys.length)) {
    const got = `${targets.length} targets${masks ? ` and ${masks.length} masks` : ""}`;
    throw new ShapeError(`loss: ${ys.length} outputs need as many targets and masks, got ${got}.`);
  }
  const count = ys.reduce((sum, y, k) => sum + countRows(y.rows, masks?.[k]), 0);
  if (count === 0 && reduction === "mean") {
    throw new RangeError("loss: the masks hide every output, so there is nothing to learn.");
  }
  const terms = ys.map((y, k) => term(kind, y, targets[k], masks?.[k]));
  const loss = terms.reduce((sum, term) => sum + term.loss, 0);
  if (reduction === "sum") return { loss, count, dys: terms.map(({ dy }) => dy) };
  const answers = "classes" in kind ? count : count * outputSize(kind);
  return { loss: loss / answers, count, dys: terms.map(({ dy }) => dy.scale(1 / answers)) };
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
    const crossEntropy = engineFor(y.dtype) === "fused" ? fusedSoftmaxCrossEntropy : softmaxCrossEntropy;
    const { loss, dLogits } = crossEntropy(y, target, options);
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
