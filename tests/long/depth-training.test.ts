/**
 * The stored training of deep stacks is what its configuration gives, up to rounding: one depth is trained again.
 * With RECOMPUTE=1 all are and are written anew (format the file afterwards).
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  depthTrainingConfig,
  runDepthTraining,
  storedDepthTraining,
} from "../../src/library/experiments/depth-training.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/depth-training.json");

if (process.env.RECOMPUTE)
  it("stores all trainings anew", async () => {
    const { trainings } = await runDepthTraining(depthTrainingConfig);
    writeFileSync(file, `${JSON.stringify({ trainings })}\n`);
  });

it("stores what stacks of two layers give", async () => {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
  const atTheEnd = (trainings: typeof storedDepthTraining.trainings): number[] =>
    trainings
      .filter(({ depth }) => depth === 2)
      .map(({ accuracies }) => mean(accuracies.map((row) => row[row.length - 1])));

  const computed = await runDepthTraining({ ...depthTrainingConfig, depths: [2] });

  // Another processor rounds differently, which moves single trainings.
  const [plain, residual] = atTheEnd(computed.trainings);
  const [storedPlain, storedResidual] = atTheEnd(storedDepthTraining.trainings);
  expect(Math.abs(plain - storedPlain)).toBeLessThan(0.05);
  expect(Math.abs(residual - storedResidual)).toBeLessThan(0.05);
});
