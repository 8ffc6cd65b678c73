import { describe, expect, it } from "vitest";
import {
  type LongLagConfig,
  runLongLagTraining,
} from "../../../src/library/experiments/long-lag-training.ts";

const config: LongLagConfig = {
  task: { kind: "latch", steps: 12, informative: 3 },
  variants: [
    { name: "b_f = 3", cell: { kind: "lstm", forgetBias: 3 } },
    { name: "peepholes", cell: { kind: "peephole lstm", forgetBias: { longestLag: 12 } } },
    { name: "NP", cell: { kind: "variant", variant: "NP", forgetBias: 3 } },
  ],
  seeds: [1, 2],
  hidden: 5,
  batch: 16,
  rate: 0.02,
  updates: 80,
  every: 5,
  solvedAt: 0.95,
};

describe("runLongLagTraining", () => {
  it("trains every variant from every seed, and stops where the task is solved", async () => {
    const progress: number[] = [];

    const { trainings, baseline } = await runLongLagTraining(config, (done, total) =>
      progress.push(done / total),
    );

    expect(baseline).toBe(0.5);
    expect(trainings.map((ofVariant) => ofVariant.map(({ seed }) => seed))).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    for (const { points, solved } of trainings.flat()) {
      const last = points[points.length - 1];
      expect(points[0].update).toBe(0);
      expect(points[0].accuracy).toBeLessThan(0.95);
      expect(last.update).toBe(solved);
      expect(last.accuracy).toBeGreaterThanOrEqual(0.95);
    }
    expect(progress[progress.length - 1]).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it("reports a training that does not solve the task as it is, twice the same", async () => {
    const hopeless: LongLagConfig = {
      ...config,
      task: { kind: "temporal order", steps: 20 },
      variants: config.variants.slice(0, 1),
      updates: 4,
      every: 2,
      seeds: [7],
    };

    const [first, second] = [await runLongLagTraining(hopeless), await runLongLagTraining(hopeless)];

    expect(first.baseline).toBe(0.25);
    expect(first.trainings[0][0].solved).toBeUndefined();
    expect(first.trainings[0][0].points.map(({ update }) => update)).toEqual([0, 2, 4]);
    expect(second).toEqual(first);
  });

  it("knows what the last spike alone tells", async () => {
    const { baseline } = await runLongLagTraining({
      ...config,
      task: { kind: "spike timing", steps: 16, delays: [10, 11] },
      variants: [],
    });

    expect(baseline).toBeCloseTo(0.6, 12); // five possible starts, one of them told by the end
  });
});
