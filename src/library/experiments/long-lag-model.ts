/** A cell on a long-lag task: the model that is trained, and its test. */

import type { Cell, Named, Size } from "../cells/cell.ts";
import type { ForgetBias } from "../cells/forget-bias.ts";
import { createGru } from "../cells/gru.ts";
import { createLstm } from "../cells/lstm.ts";
import { createLstmVariant, type GreffName, lstmVariants } from "../cells/lstm-variants.ts";
import { createPeepholeLstm } from "../cells/peephole-lstm.ts";
import { reluRnn } from "../cells/relu-rnn.ts";
import { rnn } from "../cells/rnn.ts";
import { chooseEngine, type EngineChoice } from "../fused/engine.ts";
import { outputLoss } from "../models/output-loss.ts";
import { likeliestOfRow } from "../models/sequence-classifier.ts";
import { type SequenceModel, sequenceModel } from "../models/sequence-model.ts";
import type { Matrix } from "../numeric/matrix.ts";
import { mapNamed } from "../numeric/named.ts";
import { normal, type Random } from "../numeric/random.ts";
import { isNear, type LongLagTask, type TaskBatch, taskForm } from "./long-lag-tasks.ts";

/** A cell by its name, and how it starts. */
export type LongLagCell =
  | { readonly kind: "lstm" | "peephole lstm"; readonly forgetBias: ForgetBias }
  /** The update gate keeps the past ("cho"), the more the higher its starting bias. */
  | { readonly kind: "gru"; readonly updateBias: number }
  | { readonly kind: "rnn" }
  /** Its input weights are normal with this deviation; the paper's 0.001 unless given. */
  | { readonly kind: "irnn"; readonly inputDeviation?: number }
  | { readonly kind: "variant"; readonly variant: GreffName; readonly forgetBias: number };

/** Share of right answers, and the mean loss in the units of the task. */
export interface TaskTest {
  readonly accuracy: number;
  readonly loss: number;
}

/** A model for one kind of task: loss, gradients and the share of right answers. */
export interface TaskModel {
  readonly model: SequenceModel;
  test(params: Named, batch: TaskBatch): TaskTest;
}

/** The model for a task, fused in float32 unless told; cells without kernels run explicitly. */
export function taskModel(
  task: LongLagTask,
  cell: LongLagCell,
  hidden: number,
  choice: EngineChoice = {},
): TaskModel {
  const { input, output, wiring } = taskForm(task);
  const model = sequenceModel({
    layer: cellOf(cell),
    hidden,
    input,
    output,
    wiring,
    ...chooseEngine(choice),
  });
  return {
    model,
    test(params, batch) {
      const { inputs, targets, inputMasks, targetMasks, testMasks = targetMasks } = batch;
      const options = { outputs: targets.length, ...(inputMasks && { inputMasks }) };
      const { ys } = model.forward(params, inputs, options);
      const { loss } = outputLoss(output, ys, targets, targetMasks);
      return { accuracy: accuracyOf(ys, targets, testMasks), loss };
    },
  };
}

function accuracyOf(
  ys: readonly Matrix[],
  targets: TaskBatch["targets"],
  masks: TaskBatch["targetMasks"],
): number {
  let [right, counted] = [0, 0];
  ys.forEach((y, k) => {
    const target = targets[k];
    for (let row = 0; row < y.rows; row++) {
      if (masks && masks[k][row] === 0) continue;
      counted++;
      const isRight =
        "cols" in target ? isNear(y.data[row], target.data[row]) : likeliestOfRow(y, row) === target[row];
      if (isRight) right++;
    }
  });
  return right / counted;
}

/** The cell that a name stands for. */
export function cellOf(cell: LongLagCell): Cell {
  switch (cell.kind) {
    case "variant":
      return variantCell(cell.variant, cell.forgetBias);
    case "irnn":
      return cell.inputDeviation === undefined ? reluRnn : irnnWith(cell.inputDeviation);
    case "rnn":
      return rnn;
    case "gru":
      return createGru({ updateBias: cell.updateBias });
    case "lstm":
      return createLstm(cell.forgetBias);
    case "peephole lstm":
      return createPeepholeLstm(cell.forgetBias);
  }
}

/** With input weights so wide that the state moves from the first update on. */
function irnnWith(deviation: number): typeof reluRnn {
  return {
    ...reluRnn,
    initParams: (size, random) => ({
      ...reluRnn.initParams(size, random),
      Wx: normal(size.input, size.hidden, deviation, random).to(size.dtype ?? "float64"),
    }),
  };
}

/** One of Greff's cells with the given starting bias of the forget gate. */
function variantCell(variant: GreffName, forgetBias: number): Cell {
  const cell = createLstmVariant(lstmVariants[variant], variant) as unknown as Cell;
  return {
    ...cell,
    initParams(size: Size, random: Random) {
      const params = mapNamed(cell.initParams(size, random), (matrix) => matrix.copy());
      params.b.data.fill(forgetBias, size.hidden, 2 * size.hidden);
      return params;
    },
  };
}
