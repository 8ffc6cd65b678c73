/** The experiments of chapter 10, at sizes that take a second or two together. */

import { describe, expect, it } from "vitest";
import {
  bottomShares,
  geometricMean,
  runDepthGradients,
} from "../../../src/library/experiments/depth-gradients.ts";
import { runDepthTimeGrid } from "../../../src/library/experiments/depth-time-grid.ts";
import { runDepthTraining, storedDepthTraining } from "../../../src/library/experiments/depth-training.ts";
import { runDirectionInfluence } from "../../../src/library/experiments/direction-influence.ts";
import { runPoolingComparison } from "../../../src/library/experiments/pooling-comparison.ts";
import { runTagging, storedTagging } from "../../../src/library/experiments/tagging.ts";

describe("runDepthGradients", () => {
  it("sees plain stacks lose their gradient with depth and residual ones keep it", () => {
    const { curves } = runDepthGradients({ depths: [2, 5], seeds: [1, 2], hidden: 12, batch: 2, steps: 4 });

    for (const curve of curves) {
      const [shallow, deep] = bottomShares(curve);
      if (curve.residual) expect(deep).toBeGreaterThan(0.5);
      else expect(deep).toBeLessThan(shallow / 2);
      expect(curve.shares[1][0]).toHaveLength(5);
      expect(curve.shares[1][0][4]).toBe(1);
    }
  });

  it("takes the mean of logarithms", () => {
    expect(geometricMean([1e-4, 1e-2])).toBeCloseTo(1e-3, 12);
  });
});

describe("runDepthTimeGrid", () => {
  const config = { cell: "lstm", forgetBias: 3, layers: 4, steps: 9, hidden: 10, batch: 2, seed: 1 } as const;

  it("has one row per layer, 1 at the loss, and falls down the layers of a plain stack", () => {
    const { norms } = runDepthTimeGrid({ ...config, residual: false });

    expect(norms.map((row) => row.length)).toEqual([9, 9, 9, 9]);
    expect(norms[3][8]).toBe(1);
    expect(norms[2][8]).toBeLessThan(norms[3][8]);
    expect(norms[0][8]).toBeLessThan(norms[1][8]);
  });

  it("reaches the bottom of a residual stack undiminished", () => {
    const { norms } = runDepthTimeGrid({ ...config, residual: true });

    expect(norms[0][8]).toBeGreaterThan(0.8);
  });
});

describe("runDirectionInfluence", () => {
  it("finds each half to depend on its own side only", () => {
    const { forward, backward } = runDirectionInfluence({ seed: 2, input: 2, hidden: 3, steps: 5 });

    forward.forEach((row, t) => {
      row.forEach((change, s) => {
        expect(change > 0).toBe(s <= t);
        expect(backward[t][s] > 0).toBe(s >= t);
      });
    });
  });
});

describe("runDepthTraining", () => {
  it("tests every depth of both kinds from every seed, the same way twice", async () => {
    const task = { steps: 5, delay: 1, symbols: 3, hidden: 6, batch: 4, rate: 0.01, updates: 4, every: 2 };
    const config = { ...task, depths: [1, 2], seeds: [1, 2] };
    const reports: number[] = [];

    const result = await runDepthTraining(config, (done, total) => reports.push(done / total));

    expect(result.trainings.map(({ depth, residual }) => [depth, residual])).toEqual([
      [1, false],
      [2, false],
      [1, true],
      [2, true],
    ]);
    for (const { accuracies } of result.trainings)
      expect(accuracies.map((row) => row.length)).toEqual([3, 3]);
    expect(reports.at(-1)).toBe(1);
    expect(await runDepthTraining(config)).toEqual(result);
  });

  it("has stored every depth and seed of its configuration", () => {
    const { config, trainings } = storedDepthTraining;

    expect(trainings).toHaveLength(2 * config.depths.length);
    for (const { accuracies } of trainings) {
      expect(accuracies).toHaveLength(config.seeds.length);
      for (const row of accuracies) expect(row).toHaveLength(1 + config.updates / config.every);
    }
  });
});

describe("runPoolingComparison", () => {
  const small = { cell: "rnn", seeds: [1], hidden: 12, embedding: 6, batch: 32, rate: 0.01 } as const;

  it("lets both final states tell the first symbol where the last output cannot", async () => {
    const { accuracies, chance } = await runPoolingComparison({
      ...small,
      task: { kind: "first symbol", steps: 30, symbols: 5 },
      contestants: [
        { pooling: "last", bothDirections: true },
        { pooling: "ends", bothDirections: true },
      ],
      updates: 60,
      every: 60,
    });

    expect(chance).toBe(0.25);
    expect(accuracies[0][0][1]).toBeLessThan(0.4); // seven standard deviations of 400 guesses
    expect(accuracies[1][0][1]).toBeGreaterThan(0.9);
  });

  it("draws balanced keywords and reviews", async () => {
    for (const task of [
      { kind: "keyword", steps: 6, symbols: 4 },
      { kind: "review", very: 1 },
    ] as const) {
      const { accuracies, chance } = await runPoolingComparison({
        ...small,
        task,
        contestants: [{ pooling: "max" }],
        updates: 1,
        every: 1,
      });

      expect(chance).toBe(0.5);
      expect(Math.abs(accuracies[0][0][0] - 0.5)).toBeLessThan(0.25); // an untrained model says nearly always the same
    }
  });
});

describe("runTagging", () => {
  it("beats guessing, counts every held-out word, and evens the parameters out", async () => {
    const result = await runTagging({
      sentences: 120,
      heldOut: 30,
      atLeast: 2,
      embedding: 6,
      hidden: 6,
      batchSize: 8,
      rate: 0.01,
      updates: 30,
      seeds: [1],
    });

    expect(result.tags.reduce((sum, { words }) => sum + words, 0)).toBe(result.words);
    const [, wide, both] = result.taggers;
    expect(Math.abs(wide.parameters / both.parameters - 1)).toBeLessThan(0.1);
    for (const { trainings } of result.taggers) {
      expect(trainings[0].rightByTag.reduce((a, b) => a + b)).toBe(trainings[0].right);
      expect(trainings[0].rightRare).toBeLessThanOrEqual(result.rareWords);
      expect(trainings[0].right / result.words).toBeGreaterThan(2 / result.tags.length);
    }
  });

  it("has stored all taggers with all seeds", () => {
    expect(storedTagging.taggers.map(({ trainings }) => trainings.length)).toEqual([5, 5, 5]);
  });
});
