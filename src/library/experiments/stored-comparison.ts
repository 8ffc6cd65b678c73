/**
 * The settings and the stored outcome of the comparison of LSTM and GRU in chapter 09. To compute it again:
 *
 *   RECOMPUTE=1 npm run test:long -- model-comparison
 */

import type { DataSizeConfig, DataSizeResult } from "./data-size.ts";
import type { ComparisonConfig, ComparisonResult } from "./model-comparison.ts";
import stored from "./stored/model-comparison.json" with { type: "json" };

const shared = { hidden: 16, batch: 32, rate: 0.01, every: 25, solvedAt: 0.99 };

/** Six tasks, eight seeds; both cells start with a memory gate at σ(1) = 0.73. */
export const comparisonConfig: ComparisonConfig = {
  memoryBias: 1,
  seeds: [1, 2, 3, 4, 5, 6, 7, 8],
  tasks: [
    { ...shared, name: "adding", task: { kind: "adding", steps: 50 }, updates: 1500, solvedAt: 0.95 },
    {
      ...shared,
      name: "temporal order",
      task: { kind: "temporal order", steps: 30 },
      updates: 1000,
      every: 10,
    },
    {
      ...shared,
      name: "embedded Reber",
      task: { kind: "embedded reber" },
      hidden: 8,
      batch: 8,
      rate: 0.02,
      updates: 2500,
      solvedAt: 1,
    },
    { ...shared, name: "copy", task: { kind: "copy", length: 3, symbols: 4, lag: 5 }, updates: 2000 },
    {
      ...shared,
      name: "running parity",
      task: { kind: "parity", steps: 20 },
      hidden: 8,
      rate: 0.02,
      updates: 600,
      every: 5,
    },
    {
      ...shared,
      name: "Dyck-2",
      task: { kind: "dyck", steps: 30, maxDepth: 4 },
      updates: 600,
      every: 5,
    },
  ],
};

/** First names; 38 units give the GRU the parameters of an LSTM with 32. */
export const dataSizeConfig: DataSizeConfig = {
  sizes: [50, 200, 800, 3200],
  seeds: [1, 2, 3, 4, 5],
  hidden: 32,
  wideHidden: 38,
  memoryBias: 1,
  batchSize: 32,
  rate: 0.01,
  updates: 500,
  every: 25,
  heldOut: 800,
};

/** What the two settings above gave. */
export const storedComparison: {
  readonly date: string;
  readonly comparison: ComparisonResult;
  readonly dataSize: DataSizeResult;
} = {
  date: stored.date,
  comparison: { config: comparisonConfig, tasks: stored.tasks as ComparisonResult["tasks"] },
  dataSize: { config: dataSizeConfig, ...(stored.dataSize as Omit<DataSizeResult, "config">) },
};
