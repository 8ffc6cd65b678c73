/**
 * The headline trainings of chapter 06: which cell solves which classic task, from three seeds each.
 *
 * All trainings together take some minutes, so their outcome is stored beside this file. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- classic-tasks
 */

import type { ForgetBias } from "../cells/forget-bias.ts";
import { taskForm } from "./long-lag-tasks.ts";
import type { LongLagConfig, LongLagResult, LongLagTraining, LongLagVariant } from "./long-lag-training.ts";
import stored from "./stored/classic-tasks.json" with { type: "json" };

/** The tasks whose outcome is stored. */
export type ClassicTask =
  | "temporal order"
  | "adding"
  | "latch"
  | "embedded reber"
  | "copy"
  | "parity"
  | "dyck";

const rnn: LongLagVariant = { name: "tanh RNN", cell: { kind: "rnn" } };

const lstm = (forgetBias: ForgetBias, name: string, rate?: number): LongLagVariant => ({
  name,
  cell: { kind: "lstm", forgetBias },
  ...(rate !== undefined && { rate }),
});

const gru = (updateBias: number, name = "GRU"): LongLagVariant => ({
  name,
  cell: { kind: "gru", updateBias },
});

const shared = { seeds: [1, 2, 3], batch: 32, rate: 0.01, solvedAt: 0.99 };

/** Settings of each task; baselines are in `taskForm`. */
export const classicConfigs: Readonly<Record<ClassicTask, LongLagConfig>> = {
  "temporal order": {
    ...shared,
    task: { kind: "temporal order", steps: 60 },
    variants: [lstm(1, "LSTM"), lstm(3, "LSTM, b_f = 3"), gru(0), gru(3, "GRU, b_z = 3"), rnn],
    hidden: 16,
    updates: 1500,
    every: 25,
  },
  adding: {
    ...shared,
    task: { kind: "adding", steps: 100 },
    variants: [
      gru(0),
      lstm(1, "LSTM"),
      lstm({ longestLag: 100 }, "LSTM, chrono", 0.003),
      { name: "IRNN", cell: { kind: "irnn", inputDeviation: 0.3 }, rate: 0.001 },
      rnn,
    ],
    hidden: 32,
    updates: 2000,
    every: 50,
    solvedAt: 0.95,
  },
  latch: {
    ...shared,
    task: { kind: "latch", steps: 100, informative: 1 },
    variants: [lstm(1, "LSTM"), lstm(4, "LSTM, b_f = 4"), gru(4, "GRU, b_z = 4"), rnn],
    hidden: 16,
    rate: 0.005,
    updates: 2000,
    every: 25,
    solvedAt: 0.95, // 98.7 % is the most that the noise allows
  },
  "embedded reber": {
    ...shared,
    task: { kind: "embedded reber" },
    variants: [lstm(1, "LSTM"), gru(0), rnn],
    hidden: 8,
    batch: 1,
    rate: 0.02,
    updates: 30000,
    every: 250,
    solvedAt: 1,
  },
  copy: {
    ...shared,
    task: { kind: "copy", length: 3, symbols: 8, lag: 5 },
    variants: [gru(0), lstm(1, "LSTM"), rnn],
    hidden: 48,
    updates: 3000,
    every: 50,
  },
  parity: {
    ...shared,
    task: { kind: "parity", steps: 20 },
    variants: [lstm(1, "LSTM"), gru(0), rnn],
    hidden: 8,
    rate: 0.02,
    updates: 1000,
    every: 25,
  },
  dyck: {
    ...shared,
    task: { kind: "dyck", steps: 30, maxDepth: 4 },
    variants: [lstm(1, "LSTM"), gru(0), rnn],
    hidden: 24,
    updates: 600,
    every: 25,
  },
};

/** The stored outcome of one task. */
export function storedClassic(task: ClassicTask): LongLagResult {
  const config = classicConfigs[task];
  const trainings = (stored.trainings as unknown as Record<ClassicTask, CompactTraining[][]>)[task];
  return {
    config,
    baseline: taskForm(config.task).baseline,
    trainings: trainings.map((ofVariant) => ofVariant.map(expandTraining)),
  };
}

/** Day of the stored computation. */
export const classicDate: string = stored.date;

/** A training in few characters: points as [update, accuracy, loss]. */
export interface CompactTraining {
  readonly seed: number;
  readonly solved?: number;
  readonly points: readonly (readonly [number, number, number])[];
}

/** To four digits, which a figure cannot tell from all. */
export function compactTraining({ seed, solved, points }: LongLagTraining): CompactTraining {
  const short = (value: number): number => Number(value.toPrecision(4));
  return {
    seed,
    ...(solved !== undefined && { solved }),
    points: points.map(({ update, accuracy, loss = 0 }) => [update, short(accuracy), short(loss)]),
  };
}

function expandTraining({ points, ...rest }: CompactTraining): LongLagTraining {
  return { ...rest, points: points.map(([update, accuracy, loss]) => ({ update, accuracy, loss })) };
}
