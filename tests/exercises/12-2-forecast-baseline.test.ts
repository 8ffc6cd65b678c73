/** Checks of X12.2: windows of a series, and the forecast that must be beaten. */

import { seasonalNaive, slidingWindows } from "unrolled/data";
import { createRandom, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose } from "../../src/grader/grading/expectations.ts";

/** Numbers of which no two are alike. */
function drawSeries(seed: number, length: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, (_, k) => k + Math.round(90 * random()) / 100);
}

async function expectWindows(
  { call }: CheckTools,
  series: number[],
  size: { past: number; ahead: number; stride: number },
): Promise<void> {
  const windows = await call("slidingWindows", series, size);

  const expected = slidingWindows(series, size);
  if (!Array.isArray(windows)) throw new CheckFailure("slidingWindows: expected a list of windows.");
  if (windows.length !== expected.length)
    throw new CheckFailure(
      `slidingWindows of ${series.length} values, ${JSON.stringify(size)}: expected ${expected.length} windows, got ${windows.length}. Where does the last one start that still fits?`,
    );
  const lookAt = "series[at] is the first value ahead; the past ends right before it.";
  expectClose("windows", windows, expected, { lookAt });
}

async function expectForecast(
  { call }: CheckTools,
  past: number[],
  season: number,
  ahead: number,
): Promise<void> {
  const forecast = await call("seasonalNaive", past, season, ahead);

  const lookAt = "The last season of the past, from its first value on.";
  const expected = seasonalNaive(past, season, ahead);
  expectClose(`seasonalNaive of ${past.length} values, season ${season}`, forecast, expected, { lookAt });
}

exercise("X12.2", ({ check }) => {
  check("a", async (tools) => {
    const random = createRandom(tools.seed);
    const size = { past: 4 + randomInteger(3, random), ahead: 2 + randomInteger(2, random), stride: 1 };

    await expectWindows(tools, drawSeries(tools.seed, 15), size);
  });

  check("b", async (tools) => {
    await expectWindows(tools, drawSeries(tools.seed, 17), { past: 5, ahead: 3, stride: 3 });
    await expectWindows(tools, drawSeries(tools.seed + 1, 16), { past: 3, ahead: 2, stride: 2 });
  });

  check("c", async (tools) => {
    await expectForecast(tools, drawSeries(tools.seed, 11), 5, 4);
  });

  check("d", async (tools) => {
    await expectForecast(tools, drawSeries(tools.seed, 9), 4, 11);
    await expectForecast(tools, drawSeries(tools.seed + 1, 6), 6, 8);
  });
});
