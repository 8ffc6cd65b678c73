/** The small trainings of notebooks 00, 02 and 05, at sizes that take about a second together. */

import { describe, expect, it } from "vitest";
import { runFiveWirings } from "../../../src/library/experiments/five-wirings.ts";
import { runOrderMatters } from "../../../src/library/experiments/order-matters.ts";
import { runRecallTraining } from "../../../src/library/experiments/recall-training.ts";

describe("runOrderMatters", () => {
  it("lets only the model that sees the order rise above guessing", () => {
    const { curves } = runOrderMatters({
      seed: 1,
      steps: 6,
      batch: 32,
      hidden: 10,
      updates: 160,
      rate: 0.01,
      every: 80,
      tested: 400,
    });

    const [bag, network, shuffled] = curves.map(({ points }) => points[points.length - 1].accuracy);

    expect(network).toBeGreaterThan(0.9);
    expect(Math.abs(bag - 0.5)).toBeLessThan(0.1); // four standard deviations of 400 guesses
    expect(Math.abs(shuffled - 0.5)).toBeLessThan(0.1);
    expect(curves[0].points.map(({ update }) => update)).toEqual([0, 80, 160]);
  });
});

describe("runFiveWirings", () => {
  it("starts each task at guessing and learns it", () => {
    const config = { seed: 1, symbols: 4, many: 3, hidden: 16, batch: 24, updates: 200, rate: 0.015 };

    const { rows } = runFiveWirings(config);

    expect(rows.map(({ wiring }) => wiring)).toEqual([
      "one-to-one",
      "one-to-many",
      "many-to-one",
      "many-to-many",
      "many-to-many unaligned",
    ]);
    expect(rows.map(({ timeSteps }) => timeSteps.steps)).toEqual([1, 3, 3, 3, 6]);
    for (const { lossBefore, lossAfter, accuracyAfter } of rows) {
      expect(Math.abs(lossBefore - Math.log(4))).toBeLessThan(0.3);
      expect(lossAfter).toBeLessThan(0.3);
      expect(accuracyAfter).toBeGreaterThan(0.9);
    }
  });
});

describe("runRecallTraining", () => {
  const config = { seeds: [1, 2], hidden: 12, batch: 32, updates: 200, rate: 0.005, noise: 1, lag: 12 };

  it("recalls with the full reach, guesses with a short one, and reports each training", () => {
    const reports: [number, number][] = [];
    const variants = [
      { name: "full", start: "random", reach: 13 },
      { name: "none", start: "random", reach: 1 },
    ] as const;

    const { accuracies } = runRecallTraining({ ...config, variants }, (done, total) =>
      reports.push([done, total]),
    );

    expect(Math.min(...accuracies[0])).toBeGreaterThan(0.9);
    expect(Math.max(...accuracies[1])).toBeLessThan(0.65); // six standard deviations of 400 guesses
    expect(reports).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it("cuts the gradient at the same step on either engine", () => {
    const variants = [{ name: "half", start: "orthogonal" as const, reach: 6 }];
    const short = { ...config, updates: 20, seeds: [1], variants };

    const [fused, explicit] = (["fused", "explicit"] as const).map((engine) =>
      runRecallTraining({ ...short, engine }),
    );

    expect(fused.accuracies).toEqual(explicit.accuracies);
  });

  it("gives the same result for the same config, and plain JSON", () => {
    const again = { ...config, updates: 5, variants: [{ name: "irnn", start: "irnn" as const, reach: 13 }] };

    const first = runRecallTraining(again);

    expect(runRecallTraining(again)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});
