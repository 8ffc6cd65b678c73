/**
 * The stored taggers are what their configuration gives, up to rounding: one seed of each is trained again.
 * With RECOMPUTE=1 all are and are written anew (format the file afterwards).
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runTagging, storedTagging, taggingConfig } from "../../src/library/experiments/tagging.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/tagging.json");

if (process.env.RECOMPUTE)
  it("stores all trainings anew", async () => {
    const result = { ...(await runTagging(taggingConfig)), config: undefined }; // the file beside says it
    writeFileSync(file, `${JSON.stringify(result)}\n`);
  });

it("stores what one seed gives", async () => {
  const { config, baseline, words, rareWords, tags } = storedTagging;

  const computed = await runTagging({ ...config, seeds: [config.seeds[0]] });

  expect({ ...computed.baseline }).toEqual(baseline);
  expect([computed.words, computed.rareWords, computed.tags]).toEqual([words, rareWords, tags]);
  computed.taggers.forEach(({ name, parameters, hidden, trainings }, k) => {
    const stored = storedTagging.taggers[k];
    expect({ name, parameters, hidden }).toEqual({
      name: stored.name,
      parameters: stored.parameters,
      hidden: stored.hidden,
    });
    // Another processor rounds differently, which moves a training by a few words in a thousand.
    expect(Math.abs(trainings[0].right - stored.trainings[0].right) / words).toBeLessThan(0.02);
  });
});
