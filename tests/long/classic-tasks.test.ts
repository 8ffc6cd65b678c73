/**
 * The stored headline trainings are what their settings give, up to rounding: the quickest cell of each task is
 * trained again. With RECOMPUTE=1 all are, which takes the better part of an hour, and are written anew.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type ClassicTask,
  type CompactTraining,
  classicConfigs,
  compactTraining,
  storedClassic,
} from "../../src/library/experiments/classic-tasks.ts";
import { runLongLagTraining } from "../../src/library/experiments/long-lag-training.ts";
import { median } from "../../src/library/numeric/statistics.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/classic-tasks.json");
const names = Object.keys(classicConfigs) as ClassicTask[];

const HOUR = 3_600_000;

if (process.env.RECOMPUTE)
  it(
    "stores all trainings anew",
    async () => {
      const computed: Partial<Record<ClassicTask, CompactTraining[][]>> = {};
      for (const name of names) {
        const { trainings } = await runLongLagTraining(classicConfigs[name]);
        computed[name] = trainings.map((ofVariant) => ofVariant.map(compactTraining));
      }

      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(file, `${JSON.stringify({ date, trainings: computed })}\n`);
    },
    HOUR,
  );

it.each(names)("stores what the quickest cell gives on %s", async (name) => {
  const { config, trainings } = storedClassic(name);
  const stored = trainings.map((ofVariant) => medianUpdates(ofVariant, config.updates));
  const quickest = stored.indexOf(Math.min(...stored));

  const computed = await runLongLagTraining({ ...config, variants: [config.variants[quickest]] });

  // Another processor rounds differently, which moves single trainings.
  const ratio = medianUpdates(computed.trainings[0], config.updates) / stored[quickest];
  expect(Math.abs(Math.log2(ratio))).toBeLessThan(0.7);
});

function medianUpdates(trainings: readonly { readonly solved?: number }[], most: number): number {
  return median(trainings.map(({ solved }) => solved ?? most));
}
