/**
 * Does a cell that has learned a rule on short sequences still follow it on longer ones? Trains on one length, tests
 * on several, and looks at the last answers only, the farthest from the start.
 */

import { createRandom } from "../numeric/random.ts";
import { adam } from "../training/optimizers.ts";
import { train } from "../training/trainer.ts";
import { taskModel } from "./long-lag-model.ts";
import { drawTaskBatch, type LongLagTask, type TaskBatch, taskForm } from "./long-lag-tasks.ts";
import type { LongLagVariant } from "./long-lag-training.ts";

/** A task whose length can be chosen, with an answer at each time step. */
type SizedTask = Extract<LongLagTask, { kind: "parity" | "dyck" }>;

/** Which cells to train at one length, and at which lengths to test them. */
export interface LengthGeneralisationConfig {
  /** Its number of steps is the one that is trained on. */
  readonly task: SizedTask;
  readonly variants: readonly LongLagVariant[];
  readonly seeds: readonly number[];
  readonly hidden: number;
  readonly batch: number;
  readonly rate: number;
  readonly updates: number;
  /** Numbers of time steps to test on. */
  readonly lengths: readonly number[];
}

/** Shares of right answers by variant, seed and length, beside what is had without memory. */
export interface LengthGeneralisationResult {
  readonly config: LengthGeneralisationConfig;
  /** Share of right answers without memory at late time steps. */
  readonly baseline: number;
  /** accuracies[variant][seed][length]: share of right answers at the last LAST time steps. */
  readonly accuracies: readonly (readonly (readonly number[])[])[];
}

/** Answers that count, at the end of each test sequence, and how many sequences. */
const [LAST, TESTED] = [5, 200];

/** `onTraining` is called after each training. */
export async function runLengthGeneralisation(
  config: LengthGeneralisationConfig,
  onTraining?: (done: number, total: number) => void,
): Promise<LengthGeneralisationResult> {
  const total = config.variants.length * config.seeds.length;
  let done = 0;
  const accuracies: number[][][] = [];
  for (const variant of config.variants) {
    const ofVariant: number[][] = [];
    for (const seed of config.seeds) {
      ofVariant.push(await trainAndTest(config, variant, seed));
      onTraining?.(++done, total);
    }
    accuracies.push(ofVariant);
  }
  // Parity: a fair coin at every time step but the first. Brackets: as at any time step.
  const baseline = config.task.kind === "parity" ? 0.5 : taskForm(config.task).baseline;
  return { config, baseline, accuracies };
}

async function trainAndTest(
  { task, hidden, batch, rate, updates, lengths }: LengthGeneralisationConfig,
  variant: LongLagVariant,
  seed: number,
): Promise<number[]> {
  const { model, test } = taskModel(task, variant.cell, variant.hidden ?? hidden);
  const params = model.initParams(createRandom(seed));
  await train<TaskBatch>({
    model,
    params,
    optimizer: adam({ rate: variant.rate ?? rate }),
    batchAt: (update) => drawTaskBatch(task, batch, createRandom(seed, update)),
    updates,
    clipNorm: 1,
  });
  return lengths.map((steps) => {
    const drawn = drawTaskBatch({ ...task, steps }, TESTED, createRandom(seed, updates + steps));
    const asked = drawn.targetMasks ?? drawn.targets.map(() => new Uint8Array(TESTED).fill(1));
    const late = (t: number): number => (t >= steps - LAST ? 1 : 0);
    const testMasks = asked.map((mask, t) => Uint8Array.from(mask, (counts) => counts * late(t)));
    return test(params, { ...drawn, testMasks }).accuracy;
  });
}
