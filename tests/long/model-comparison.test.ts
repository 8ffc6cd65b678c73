/** The stored comparison is what its settings give, up to rounding; CPU times aside. With RECOMPUTE=1 it is written anew. */

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

it(
  "stores what it would compute",
  async () => {
    const { tasks } = await runModelComparison(comparisonConfig);
    const { config: _, ...dataSize } = await runDataSize(dataSizeConfig);

    if (process.env.RECOMPUTE) {
      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(file, `${JSON.stringify({ date, tasks, dataSize })}\n`);
      return;
    }
    const { comparison, dataSize: expected } = storedComparison;
    tasks.forEach(({ results }, at) => {
      results.forEach(({ trainings, parameters }, k) => {
        const before = comparison.tasks[at].results[k];
        expect(parameters).toBe(before.parameters);
        // Another processor rounds differently, which moves single trainings.
        expect(Math.abs(medianEffort(trainings, at) - medianEffort(before.trainings, at))).toBeLessThan(0.5);
      });
    });
    dataSize.curves.forEach(({ bits }, k) => {
      bits.flat().forEach((value, at) => {
        expect(Math.abs(value - expected.curves[k].bits.flat()[at])).toBeLessThan(0.05);
      });
    });
  },
  HOUR,
);

/** log₂ of the median updates until solved. */
function medianEffort(trainings: readonly { readonly solved?: number }[], task: number): number {
  const efforts = trainings.map(({ solved }) => solved ?? comparisonConfig.tasks[task].updates);
  return Math.log2(efforts.sort((a, b) => a - b)[efforts.length >> 1]);
}
