/** The stored headline trainings are what their settings give, up to rounding. With RECOMPUTE=1 they are written anew. */

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
import { median } from "../../src/library/experiments/gradient-by-lag.ts";
import { runLongLagTraining } from "../../src/library/experiments/long-lag-training.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/classic-tasks.json");
const names = Object.keys(classicConfigs) as ClassicTask[];

const HOUR = 3_600_000;

it(
  "stores what it would compute",
  async () => {
    const computed: Partial<Record<ClassicTask, CompactTraining[][]>> = {};
    for (const name of names) {
      const { trainings } = await runLongLagTraining(classicConfigs[name]);
      computed[name] = trainings.map((ofVariant) => ofVariant.map(compactTraining));
    }

    if (process.env.RECOMPUTE) {
      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(file, `${JSON.stringify({ date, trainings: computed })}\n`);
      return;
    }
    for (const name of names) {
      const { config, trainings } = storedClassic(name);
      trainings.forEach((ofVariant, k) => {
        const before = ofVariant.map(({ solved }) => solved ?? config.updates);
        const after = computed[name]![k].map(({ solved }) => solved ?? config.updates);
        // Another processor rounds differently, which moves single trainings.
        expect(Math.abs(Math.log2(median(after) / median(before)))).toBeLessThan(0.7);
      });
    }
  },
  HOUR,
);
