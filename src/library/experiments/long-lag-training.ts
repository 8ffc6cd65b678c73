/**
 * How many updates does a cell need to solve a task whose answer lies far back? Trains several variants on
 * the same task, each from several seeds, and notes the share of right answers on sequences never trained on.
 *
 * The tasks: temporal order, the latch and the adding problem (Hochreiter & Schmidhuber 1997, experiments 6a, 3
 * and 4), embedded Reber strings (experiment 1), spike timing (Gers, Schraudolph & Schmidhuber 2002), and others.
 */

import type { EngineChoice } from "../fused/engine.ts";
import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { type LongLagCell, taskModel } from "./long-lag-model.ts";
import { drawTaskBatch, type LongLagTask, type TaskBatch, taskForm } from "./long-lag-tasks.ts";

/** One cell and how it starts. */
export interface LongLagVariant {
  readonly name: string;
  readonly cell: LongLagCell;
  /** In place of the experiment's own. */
  readonly hidden?: number;
  readonly rate?: number;
}

/** The task, the budget, the seeds and the variants. Trains fused in float32 unless told. */
export interface LongLagConfig extends EngineChoice {
  readonly task: LongLagTask;
  readonly variants: readonly LongLagVariant[];
  readonly seeds: readonly number[];
  readonly hidden: number;
  readonly batch: number;
  /** Learning rate of Adam. */
  readonly rate: number;
  /** A training ends here even if it has not solved the task. */
  readonly updates: number;
  /** Test after every so many updates, on 400 sequences. */
  readonly every: number;
  /** Solved when this share of the test sequences is answered rightly; 1 stands for all. */
  readonly solvedAt: number;
}

/** One test during a training. */
export interface LongLagPoint {
  readonly update: number;
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean loss: nats, or squared units in the adding problem. Not kept in every stored result. */
  readonly loss?: number;
}

/** One training from one seed. */
export interface LongLagTraining {
  readonly seed: number;
  readonly points: readonly LongLagPoint[];
  /** The update after which the task counted as solved. */
  readonly solved?: number;
}

/** One list of trainings per variant. */
export interface LongLagResult {
  readonly config: LongLagConfig;
  /** Share of right answers without memory. */
  readonly baseline: number;
  /** trainings[variant][seed]. */
  readonly trainings: readonly (readonly LongLagTraining[])[];
}

/** Number of test sequences. */
const TESTED = 400;

/** `onProgress` is called after each test with the updates made and the most there can be; solved trainings skip ahead. */
export async function runLongLagTraining(
  config: LongLagConfig,
  onProgress?: (done: number, total: number) => void,
): Promise<LongLagResult> {
  const { variants, seeds, updates } = config;
  const total = variants.length * seeds.length * updates;
  const trainings: LongLagTraining[][] = [];
  let finished = 0;
  for (const variant of variants) {
    const ofVariant: LongLagTraining[] = [];
    for (const seed of seeds) {
      ofVariant.push(
        await trainLongLag(config, variant, seed, (done) => onProgress?.(finished + done, total)),
      );
      finished += updates;
      onProgress?.(finished, total);
    }
    trainings.push(ofVariant);
  }
  return { config, baseline: taskForm(config.task).baseline, trainings };
}

/** One training of one variant; `onTest` is called after each test, with the updates made. */
export async function trainLongLag(
  config: LongLagConfig,
  variant: LongLagVariant,
  seed: number,
  onTest?: (update: number) => void,
): Promise<LongLagTraining> {
  const { task, batch, updates, every, solvedAt } = config;
  const { hidden = config.hidden, rate = config.rate } = variant;
  const { model, test } = taskModel(task, variant.cell, hidden, config);
  const params = model.initParams(createRandom(seed));
  const tested = drawTaskBatch(task, TESTED, createRandom(seed, updates));
  const points: LongLagPoint[] = [{ update: 0, ...test(params, tested) }];
  const enough = new AbortController();
  let solved: number | undefined;
  await train<TaskBatch>({
    model,
    params,
    optimizer: adam({ rate }),
    batchAt: (update) => drawTaskBatch(task, batch, createRandom(seed, update)),
    updates,
    clipNorm: 1,
    signal: enough.signal,
    onUpdate({ update }) {
      if (update % every !== 0) return;
      const found = test(params, tested);
      points.push({ update, ...found });
      onTest?.(update);
      if (found.accuracy < solvedAt) return;
      solved = update;
      enough.abort();
    },
  });
  return { seed, points, ...(solved !== undefined && { solved }) };
}
