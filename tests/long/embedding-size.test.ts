/**
 * The stored sweep over embedding widths is what its configuration gives, up to rounding: two widths are trained again.
 * With RECOMPUTE=1 all are and are written anew (format the file afterwards).
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  embeddingSizeConfig,
  runEmbeddingSize,
  storedEmbeddingSize,
} from "../../src/library/experiments/embedding-size.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/embedding-size.json");

if (process.env.RECOMPUTE)
  it("stores all trainings anew", async () => {
    const { rows } = await runEmbeddingSize(embeddingSizeConfig);
    writeFileSync(file, `${JSON.stringify({ rows })}\n`);
  });

it("stores what widths 2 and 16 give", async () => {
  const features = [2, 16];
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

  const { rows } = await runEmbeddingSize({ ...embeddingSizeConfig, features });

  for (const row of rows) {
    const stored = storedEmbeddingSize.rows.find((each) => each.features === row.features)!;
    expect(row.parameters).toBe(stored.parameters);
    // Another processor rounds differently, which moves single trainings by some thousandths of a bit.
    expect(Math.abs(mean(row.best) - mean(stored.best))).toBeLessThan(0.02);
    expect(Math.abs(mean(row.trained) - mean(stored.trained))).toBeLessThan(0.05);
  }
});
