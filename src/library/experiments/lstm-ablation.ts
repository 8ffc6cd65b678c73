/**
 * Which part of the LSTM can be left out? Greff's eight variants, the unchanged cell, and a network without any
 * cell state, on temporal order with 30 time steps.
 *
 * All trainings take some minutes, so their outcome is stored beside this file. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- lstm-ablation
 */

import { type GreffName, lstmVariants } from "../cells/lstm-variants.ts";
import type { LongLagConfig, LongLagResult } from "./long-lag-training.ts";
import stored from "./stored/lstm-ablation.json" with { type: "json" };

/** In Greff's order; the last one is the RNN of chapter 01. */
export const ablationConfig: LongLagConfig = {
  task: { kind: "temporal order", steps: 30 },
  variants: [
    ...(Object.keys(lstmVariants) as GreffName[]).map((variant) => ({
      name: variant,
      cell: { kind: "variant" as const, variant, forgetBias: 1 },
    })),
    { name: "no cell", cell: { kind: "rnn" } },
  ],
  seeds: [1, 2, 3, 4, 5],
  hidden: 8,
  batch: 16,
  rate: 0.01,
  updates: 600,
  every: 20,
  solvedAt: 0.99,
};

/** The stored outcome of `ablationConfig`, without the curves: of each training only the last test. */
export const storedAblation: LongLagResult = { config: ablationConfig, ...stored };

/** What is kept of a result. */
export function withoutCurves({ baseline, trainings }: LongLagResult): Omit<LongLagResult, "config"> {
  return {
    baseline,
    trainings: trainings.map((ofVariant) =>
      ofVariant.map((training) => ({ ...training, points: training.points.slice(-1) })),
    ),
  };
}
