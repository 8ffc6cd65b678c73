/** The long-lag tasks as models and data, random guessing, and rules followed beyond the trained length. */

import { describe, expect, it } from "vitest";
import { runLengthGeneralisation } from "../../../src/library/experiments/length-generalisation.ts";
import { taskModel } from "../../../src/library/experiments/long-lag-model.ts";
import {
  drawTaskBatch,
  isNear,
  type LongLagTask,
  taskForm,
} from "../../../src/library/experiments/long-lag-tasks.ts";
import { runRandomGuessing } from "../../../src/library/experiments/random-guessing.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

const tasks: LongLagTask[] = [
  { kind: "temporal order", steps: 10 },
  { kind: "latch", steps: 40, informative: 1 },
  { kind: "adding", steps: 6 },
  { kind: "copy", length: 2, symbols: 3, lag: 2 },
  { kind: "parity", steps: 5 },
  { kind: "dyck", steps: 7, maxDepth: 2 },
  { kind: "embedded reber" },
];

describe.each(tasks)("$kind", (task) => {
  it("fits its model, whose untrained answers are near the baseline or below", () => {
    const batch = drawTaskBatch(task, 300, createRandom(5));
    const { model, test } = taskModel(task, { kind: "gru", updateBias: 1 }, 3);
    const params = model.initParams(createRandom(1));

    const { loss } = model.loss(params, batch);
    const tested = test(params, batch);

    expect(tested.loss).toBeCloseTo(loss, 6);
    expect(tested.accuracy).toBeLessThan(taskForm(task).baseline + 0.15); // four deviations of 300 guesses
  });
});

describe("embedded reber", () => {
  it("tests one symbol per string: the one that repeats the second", () => {
    const { inputs, targets, testMasks } = drawTaskBatch({ kind: "embedded reber" }, 20, createRandom(3));

    for (let row = 0; row < 20; row++) {
      const asked = testMasks!.flatMap((mask, t) => (mask[row] ? [t] : []));
      expect(asked.length).toBe(1);
      expect((targets[asked[0]] as Int32Array)[row]).toBe((inputs[1] as Int32Array)[row]);
    }
  });
});

describe("adding", () => {
  it("takes an answer within 0.2 for right", () => {
    expect([isNear(1.19, 1), isNear(1.21, 1), isNear(0.81, 1)]).toEqual([true, false, true]);
  });
});

describe("runRandomGuessing", () => {
  it("guesses weights that hold one bit through noise, and gives up where it is told to", () => {
    const latch = { kind: "latch" as const, steps: 30, informative: 1 };

    const [solved] = runRandomGuessing({
      task: latch,
      seeds: [1],
      hidden: 1,
      limit: 10,
      guesses: 500,
      solvedAt: 0.95,
    });
    const [unsolved] = runRandomGuessing({
      task: latch,
      seeds: [1],
      hidden: 1,
      limit: 0.01,
      guesses: 3,
      solvedAt: 0.95,
    });

    expect(solved.guesses).toBeGreaterThan(0);
    expect(solved.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(unsolved.guesses).toBeUndefined();
  });
});

describe("runLengthGeneralisation", () => {
  it("follows parity beyond the trained length", async () => {
    const variants = [{ name: "LSTM", cell: { kind: "lstm" as const, forgetBias: 1 } }];

    const { accuracies, baseline } = await runLengthGeneralisation({
      task: { kind: "parity", steps: 8 },
      variants,
      seeds: [1],
      hidden: 8,
      batch: 32,
      rate: 0.02,
      updates: 250,
      lengths: [8, 40],
    });

    expect(baseline).toBe(0.5);
    expect(Math.min(...accuracies[0][0])).toBeGreaterThan(0.9);
  });
});
