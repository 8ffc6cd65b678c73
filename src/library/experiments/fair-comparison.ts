/**
 * Reads a comparison of LSTM and GRU in three fair ways, with intervals.
 *
 *   d_s = log₂(effort of the LSTM / effort of the GRU)      for the seed s, of which both get the same batches
 *   mean ± t · s / √n                                       95 % interval over n seeds, Student 1908
 *
 * Positive: the GRU needed less; 1 stands for half as much. A training that did not solve the task counts with its budget, so
 * that the difference is understated where one model fails.
 */

import type { ComparisonResult, ContestantResult, TaskComparison } from "./model-comparison.ts";

/** What both models are given equally much of. */
export type Fairness = "equal hidden size" | "equal parameters" | "equal CPU time";

/** All three ways, in the order of `compareFairly`. */
export const fairnesses: readonly Fairness[] = ["equal hidden size", "equal parameters", "equal CPU time"];

/** A mean and its 95 % interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** How much less the GRU needed in one task, in doublings. */
export interface FairDifference extends Interval {
  readonly task: string;
  /** d_s, one per seed. */
  readonly differences: readonly number[];
  /** How many trainings solved the task within the budget. */
  readonly solved: { readonly lstm: number; readonly gru: number };
}

/** All tasks under one kind of fairness. */
export interface FairReading {
  readonly fairness: Fairness;
  readonly tasks: readonly FairDifference[];
  /** Over the means of the tasks. */
  readonly overall: Interval;
}

/** One reading for each kind of fairness. */
export function compareFairly({ config, tasks }: ComparisonResult): FairReading[] {
  return fairnesses.map((fairness) => {
    const read = tasks.map((task, k) => readTask(task, fairness, config.tasks[k].updates));
    return { fairness, tasks: read, overall: interval95(read.map(({ mean }) => mean)) };
  });
}

function readTask({ name, results }: TaskComparison, fairness: Fairness, updates: number): FairDifference {
  const [lstm, gru, wide] = results;
  const rival = fairness === "equal parameters" ? wide : gru;
  const timed = fairness === "equal CPU time";
  const price = (model: ContestantResult): number => (timed ? model.cpuPerUpdate : 1);
  // Both get the same budget: what the cheaper one has been trained for.
  const budget = updates * Math.min(price(lstm), price(rival));
  const effort = (model: ContestantResult): number[] =>
    model.trainings.map(({ solved = Number.POSITIVE_INFINITY }) => Math.min(solved * price(model), budget));
  const solvedBy = (model: ContestantResult): number =>
    model.trainings.filter(({ solved }) => solved !== undefined && solved * price(model) <= budget).length;
  const rivals = effort(rival);
  const differences = effort(lstm).map((spent, seed) => Math.log2(spent / rivals[seed]));
  return {
    task: name,
    differences,
    solved: { lstm: solvedBy(lstm), gru: solvedBy(rival) },
    ...interval95(differences),
  };
}

/** Upper 2.5 % points of Student's t with 1, 2, … degrees of freedom. */
const studentT: readonly number[] = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
];

/** Mean of 2 to 16 numbers with its 95 % interval. Throws on fewer or more. */
export function interval95(values: readonly number[]): Interval {
  const n = values.length;
  if (n < 2 || n > studentT.length + 1) {
    throw new RangeError(`interval95: expected 2 to ${studentT.length + 1} numbers, got ${n}.`);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentT[n - 2] * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}
