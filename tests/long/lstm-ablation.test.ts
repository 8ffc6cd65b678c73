/**
 * The stored ablation is what its configuration gives, up to rounding: two cells are trained again.
 * With RECOMPUTE=1 all are and are written anew (format the file afterwards).
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runLongLagTraining } from "../../src/library/experiments/long-lag-training.ts";
import {
  ablationConfig,
  storedAblation,
  withoutCurves,
} from "../../src/library/experiments/lstm-ablation.ts";
import { median } from "../../src/library/numeric/statistics.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/lstm-ablation.json");

if (process.env.RECOMPUTE)
  it("stores all trainings anew", async () => {
    writeFileSync(file, `${JSON.stringify(withoutCurves(await runLongLagTraining(ablationConfig)))}\n`);
  });

it.each(["V", "CIFG"])("stores what the variant %s gives", async (name) => {
  const { variants, updates } = ablationConfig;
  const at = variants.findIndex((variant) => variant.name === name);
  const medianUpdates = (trainings: readonly { readonly solved?: number }[]): number =>
    median(trainings.map(({ solved }) => solved ?? updates));

  const computed = await runLongLagTraining({ ...ablationConfig, variants: [variants[at]] });

  // Another processor rounds differently, which moves single trainings.
  const ratio = medianUpdates(computed.trainings[0]) / medianUpdates(storedAblation.trainings[at]);
  expect(Math.abs(Math.log2(ratio))).toBeLessThan(0.7);
});
