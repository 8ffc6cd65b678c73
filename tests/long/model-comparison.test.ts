/**
 * The stored comparison is what its settings give, up to rounding, CPU times aside: the quickest task is trained
 * again. With RECOMPUTE=1 all of it is, which takes the better part of an hour, and is written anew.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runDataSize } from "../../src/library/experiments/data-size.ts";
import { runModelComparison } from "../../src/library/experiments/model-comparison.ts";
import {
  comparisonConfig,
  dataSizeConfig,
  storedComparison,
} from "../../src/library/experiments/stored-comparison.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/model-comparison.json");

const HOUR = 3_600_000;

if (process.env.RECOMPUTE)
  it(
    "stores all trainings anew",
    async () => {
      const { tasks } = await runModelComparison(comparisonConfig);
      const { config: _, ...dataSize } = await runDataSize(dataSizeConfig);

      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(file, `${JSON.stringify({ date, tasks, dataSize })}\n`);
    },
    HOUR,
  );

it("stores what the quickest task gives", async () => {
  const { comparison } = storedComparison;
  const efforts = comparison.tasks.map(({ results }, at) => medianEffort(results[0].trainings, at));
  const quickest = efforts.indexOf(Math.min(...efforts));

  const { tasks } = await runModelComparison({
    ...comparisonConfig,
    tasks: [comparisonConfig.tasks[quickest]],
  });

  tasks[0].results.forEach(({ trainings, parameters }, k) => {
    const before = comparison.tasks[quickest].results[k];
    expect(parameters).toBe(before.parameters);
    // Another processor rounds differently, which moves single trainings.
    const moved = medianEffort(trainings, quickest) - medianEffort(before.trainings, quickest);
    expect(Math.abs(moved)).toBeLessThan(0.5);
  });
});

/** log₂ of the median updates until solved. */
function medianEffort(trainings: readonly { readonly solved?: number }[], task: number): number {
  const efforts = trainings.map(({ solved }) => solved ?? comparisonConfig.tasks[task].updates);
  return Math.log2(efforts.sort((a, b) => a - b)[efforts.length >> 1]);
}
