/**
 * Random weight guessing: draw all weights of a small tanh RNN anew until they happen to solve the task. No gradient
 * is used. A task that this solves does not show that a way of learning reaches far back.
 *
 * Schmidhuber & Hochreiter 1996, "Guessing can outperform many long time lag algorithms".
 */

import { mapNamed } from "../numeric/named.ts";
import { createRandom } from "../numeric/random.ts";
import { taskModel } from "./long-lag-model.ts";
import { drawTaskBatch, type LongLagTask } from "./long-lag-tasks.ts";

/** The task, the net, and how many guesses it gets. */
export interface RandomGuessingConfig {
  readonly task: LongLagTask;
  readonly seeds: readonly number[];
  readonly hidden: number;
  /** Every weight and bias is uniform in ± this. */
  readonly limit: number;
  /** Give up after so many guesses. */
  readonly guesses: number;
  /** A guess must first answer this share of a few sequences, then of 400 others. */
  readonly solvedAt: number;
}

/** One seed: how far guessing came. */
export interface RandomGuessingRun {
  readonly seed: number;
  /** How many guesses it took; undefined if none solved the task. */
  readonly guesses?: number;
  /** Best share of right answers on the 400 sequences, of the guesses that were tried on them. */
  readonly accuracy: number;
}

/** Sequences on which a guess must do well to be tried on all 400. */
const FEW = 40;

/** Draws all weights anew until a draw solves the task or the guesses are spent, for every seed. */
export function runRandomGuessing({
  task,
  seeds,
  hidden,
  limit,
  guesses,
  solvedAt,
}: RandomGuessingConfig): RandomGuessingRun[] {
  const { model, test } = taskModel(task, { kind: "rnn" }, hidden);
  return seeds.map((seed) => {
    const random = createRandom(seed);
    const few = drawTaskBatch(task, FEW, createRandom(seed, 1));
    const many = drawTaskBatch(task, 400, createRandom(seed, 2));
    const zeros = model.initParams(random);
    let best = 0;
    for (let guess = 1; guess <= guesses; guess++) {
      const params = mapNamed(zeros, (matrix) => matrix.map(() => limit * (2 * random() - 1)));
      if (test(params, few).accuracy < solvedAt) continue;
      best = Math.max(best, test(params, many).accuracy);
      if (best >= solvedAt) return { seed, guesses: guess, accuracy: best };
    }
    return { seed, accuracy: best };
  });
}
