/**
 * The stored trainings of chapters 14 and 15 are what their settings give, up to rounding: the quickest ones are run
 * again. With RECOMPUTE=1 all of them are, which takes about five minutes, and they are written anew.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  dateComparison,
  dateSettings,
  reversalComparison,
  scheduleComparison,
  storedTextToText,
} from "../../src/library/experiments/stored-text-to-text.ts";
import { trainTextToText } from "../../src/library/experiments/text-to-text.ts";
import { runTextComparison } from "../../src/library/experiments/text-to-text-comparison.ts";

const file = join(import.meta.dirname, "../../src/library/experiments/stored/text-to-text.json");

const HOUR = 3_600_000;

if (process.env.RECOMPUTE)
  it(
    "stores all trainings anew",
    async () => {
      const schedules = (await runTextComparison(scheduleComparison)).results;
      const reversal = (await runTextComparison(reversalComparison)).results;
      const dates = (await runTextComparison(dateComparison)).results;

      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(file, `${JSON.stringify({ date, schedules, reversal, dates })}\n`);
    },
    HOUR,
  );

it("stores what the quickest training gives", { timeout: 300_000 }, async () => {
  const { seeds, contestants } = reversalComparison;
  const again = await runTextComparison({ seeds: [seeds[0]], contestants: [contestants[0]] });

  const [result] = again.results;
  const before = storedTextToText.reversal.results[0];
  expect(result.parameters).toBe(before.parameters);
  const last = (curve: readonly { freeAccuracy: number }[]): number => curve[curve.length - 1].freeAccuracy;
  // Another processor rounds differently, and after 400 updates two runs have gone their own ways.
  expect(Math.abs(last(result.trainings[0].curve) - last(before.trainings[0].curve))).toBeLessThan(0.1);
});

it(
  "learns dates with attention, and not without it, from a seed that is not stored",
  {
    timeout: 300_000,
  },
  async () => {
    const seed = 6;
    expect(dateComparison.seeds).not.toContain(seed);

    const exactWith = async (attention: "dot" | "none"): Promise<number> => {
      const { curve } = (await trainTextToText({ ...dateSettings, every: 600, attention, seed })).result;
      return curve[curve.length - 1].exact;
    };

    expect(await exactWith("dot")).toBeGreaterThan(0.95); // ten seeds gave 0.991 to 1
    expect(await exactWith("none")).toBeLessThan(0.2); // five seeds gave 0.002 to 0.021
  },
);
