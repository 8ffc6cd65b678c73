/**
 * LSTM against GRU on several tasks, fairly in three ways: equal hidden size, equal number of parameters, equal CPU time.
 *
 * Every contestant learns from the same batches with the same optimizer and rate, from several seeds. Both cells
 * start with the same memory: the forget gate and the update gate open at σ(bias). The effort of a training is what it
 * spent until the task was solved; one that did not solve it counts with the whole budget.
 */

import { countNumbers } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { taskModel } from "./long-lag-model.ts";
import { drawTaskBatch, type LongLagTask, taskForm } from "./long-lag-tasks.ts";
import { type LongLagConfig, type LongLagVariant, trainLongLag } from "./long-lag-training.ts";

/** One of `contestants`. */
export type ContestantName = "lstm" | "gru" | "wide gru";

/** The order of all lists of contestants. The wide GRU has about as many parameters as the LSTM. */
export const contestants: readonly ContestantName[] = ["lstm", "gru", "wide gru"];

/** One task with its sizes and budget. */
export interface ComparisonTask extends Omit<LongLagConfig, "variants" | "seeds"> {
  readonly name: string;
}

/** The tasks, and the seeds that all contestants share. */
export interface ComparisonConfig {
  readonly tasks: readonly ComparisonTask[];
  readonly seeds: readonly number[];
  /** Starting bias of the LSTM's forget gate and of the GRU's update gate (which keeps the past). */
  readonly memoryBias: number;
}

/** One contestant on one task. */
export interface ContestantResult {
  readonly name: ContestantName;
  readonly hidden: number;
  /** Of the whole model, with its output layer. */
  readonly parameters: number;
  /** CPU time of one update in milliseconds: the least of several measurements. */
  readonly cpuPerUpdate: number;
  /** One per seed; accuracies[k] after k · every updates, `solved` in updates. */
  readonly trainings: readonly { readonly accuracies: readonly number[]; readonly solved?: number }[];
}

/** All contestants on one task. */
export interface TaskComparison {
  readonly name: string;
  readonly baseline: number;
  /** One each, in the order of `contestants`. */
  readonly results: readonly ContestantResult[];
}

/** One comparison per task. */
export interface ComparisonResult {
  readonly config: ComparisonConfig;
  readonly tasks: readonly TaskComparison[];
}

/** Trains every contestant on every task from every seed. `onTraining` is called after each training. */
export async function runModelComparison(
  config: ComparisonConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<ComparisonResult> {
  const total = config.tasks.length * contestants.length * config.seeds.length;
  let done = 0;
  const tasks: TaskComparison[] = [];
  for (const task of config.tasks) {
    const variants = variantsOf(task, config.memoryBias);
    const cpu = measureUpdates(task, variants);
    const results: ContestantResult[] = [];
    for (const [k, variant] of variants.entries()) {
      const trainings: ContestantResult["trainings"][number][] = [];
      for (const seed of config.seeds) {
        const { points, solved } = await trainLongLag(
          { ...task, variants, seeds: config.seeds },
          variant,
          seed,
        );
        const accuracies = points.map(({ accuracy }) => Math.round(accuracy * 1e4) / 1e4);
        trainings.push({ accuracies, ...(solved !== undefined && { solved }) });
        onTraining?.(++done, total);
      }
      const hidden = variant.hidden ?? task.hidden;
      const parameters = parametersOf(task.task, variant, hidden);
      results.push({ name: contestants[k], hidden, parameters, cpuPerUpdate: cpu[k], trainings });
    }
    tasks.push({ name: task.name, baseline: taskForm(task.task).baseline, results });
  }
  return { config, tasks };
}

/** LSTM, GRU, and the GRU whose number of parameters comes closest to the LSTM's. */
function variantsOf({ task, hidden }: ComparisonTask, bias: number): LongLagVariant[] {
  const lstm: LongLagVariant = { name: "lstm", cell: { kind: "lstm", forgetBias: bias } };
  const gru: LongLagVariant = { name: "gru", cell: { kind: "gru", updateBias: bias } };
  const wanted = parametersOf(task, lstm, hidden);
  let wide = hidden;
  const distance = (width: number): number => Math.abs(parametersOf(task, gru, width) - wanted);
  while (distance(wide + 1) < distance(wide)) wide++;
  return [lstm, gru, { ...gru, name: "wide gru", hidden: wide }];
}

function parametersOf(task: LongLagTask, { cell }: LongLagVariant, hidden: number): number {
  return countNumbers(taskModel(task, cell, hidden).model.initParams(createRandom(1)));
}

/** Milliseconds of CPU time per update: the least of ROUNDS blocks each, taken in turn. */
function measureUpdates(config: ComparisonTask, variants: readonly LongLagVariant[]): number[] {
  const runs = variants.map(({ cell, hidden = config.hidden }) => {
    const { model } = taskModel(config.task, cell, hidden);
    const params = model.initParams(createRandom(1));
    return { model, params, optimizer: adam({ rate: config.rate }) };
  });
  const batch = drawTaskBatch(config.task, config.batch, createRandom(1));
  const least = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [k, { model, params, optimizer }] of runs.entries()) {
      const start = process.cpuUsage();
      for (let update = 0; update < BLOCK; update++) {
        optimizer.step(params, model.gradients(params, batch, createRandom(1)).grads);
      }
      const { user, system } = process.cpuUsage(start);
      least[k] = Math.min(least[k], (user + system) / 1000 / BLOCK);
    }
  }
  return least.map((milliseconds) => Math.round(milliseconds * 1e4) / 1e4);
}

const [ROUNDS, BLOCK] = [12, 12];
