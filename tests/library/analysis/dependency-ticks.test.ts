import { expect, it } from "vitest";
import { dependencyTicks } from "../../../src/library/analysis/dependency-ticks.ts";

it("runs one layer one cell at a time, and layers as a wavefront", () => {
  expect(dependencyTicks(1, 5)).toMatchObject({ ticks: [[0, 1, 2, 3, 4]], length: 5, parallelism: 1 });
  expect(dependencyTicks(3, 4)).toMatchObject({
    ticks: [
      [0, 1, 2, 3],
      [1, 2, 3, 4],
      [2, 3, 4, 5],
    ],
    length: 6,
    parallelism: 2,
  });
});

it("never reaches as many cells at a time as there are layers, nor more than there are steps", () => {
  for (const [layers, steps] of [
    [2, 9],
    [4, 100],
    [7, 3],
  ] as const)
    expect(dependencyTicks(layers, steps).parallelism).toBeLessThan(Math.min(layers, steps));
});

it("refuses sizes below 1", () => {
  expect(() => dependencyTicks(0, 3)).toThrow(
    "dependencyTicks: layers must be a whole number of at least 1, got 0",
  );
});
