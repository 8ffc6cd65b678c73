/** The experiments of chapter 09: conventions, gates, and what a comparison reads out of its trainings. */

import { describe, expect, it } from "vitest";
import { compareFairly, interval95 } from "../../../src/library/experiments/fair-comparison.ts";
import { runGruConventions } from "../../../src/library/experiments/gru-conventions.ts";
import { runGruGateSweep } from "../../../src/library/experiments/gru-gate-sweep.ts";
import {
  type ComparisonResult,
  type ContestantResult,
  runModelComparison,
} from "../../../src/library/experiments/model-comparison.ts";

describe("runGruConventions", () => {
  it("finds equal spellings equal, and unequal ones not", () => {
    const { runs } = runGruConventions({ seed: 2, input: 2, hidden: 5, steps: 7 });

    const [cho, chungSame, chungNegated, before, beforeOpen] = runs.map((run) => run.largestDifference);

    expect(cho).toBe(0);
    expect(chungNegated).toBeLessThan(1e-14); // rounding of 1 − σ(a) against σ(−a)
    expect(beforeOpen).toBeLessThan(1e-14);
    expect(chungSame).toBeGreaterThan(0.1);
    expect(before).toBeGreaterThan(0.1);
  });
});

describe("runGruGateSweep", () => {
  it("keeps the state where z is 1 and takes the candidate where z is 0", () => {
    const states = [-0.5, 0, 0.75];

    const { h } = runGruGateSweep({
      fromInput: 0.3,
      recurrentWeight: 2,
      resets: [0, 0.5],
      updates: [0, 1],
      states,
    });

    expect(h[0][1]).toEqual(states);
    expect(h[1][1]).toEqual(states);
    expect(h[0][0]).toEqual(states.map(() => Math.tanh(0.3)));
    h[1][0].forEach((value, k) => {
      expect(value).toBeCloseTo(Math.tanh(0.3 + 0.5 * 2 * states[k]), 14);
    });
  });
});

describe("runModelComparison", () => {
  it("gives the wide GRU about as many parameters as the LSTM, and every seed a training", async () => {
    const parity = { name: "parity", task: { kind: "parity" as const, steps: 5 }, hidden: 6, batch: 4 };
    const seeds = [1, 2];

    const { tasks } = await runModelComparison({
      tasks: [{ ...parity, rate: 0.01, updates: 4, every: 2, solvedAt: 1 }],
      seeds,
      memoryBias: 1,
    });

    const [lstm, gru, wide] = tasks[0].results;
    expect(gru.hidden).toBe(6);
    expect(gru.parameters).toBeLessThan(lstm.parameters);
    expect(Math.abs(wide.parameters / lstm.parameters - 1)).toBeLessThan(0.1);
    for (const { trainings, cpuPerUpdate } of tasks[0].results) {
      expect(trainings.map(({ accuracies }) => accuracies.length)).toEqual(seeds.map(() => 3));
      expect(cpuPerUpdate).toBeGreaterThan(0);
    }
  });
});

describe("compareFairly", () => {
  const contestant = (
    name: ContestantResult["name"],
    cpuPerUpdate: number,
    solved: (number | undefined)[],
  ) => ({
    name,
    cpuPerUpdate,
    hidden: 2,
    parameters: 10,
    trainings: solved.map((update) => ({ accuracies: [], ...(update !== undefined && { solved: update }) })),
  });
  const task = { name: "t", task: { kind: "parity" as const, steps: 5 }, hidden: 2, batch: 4, rate: 0.01 };
  const result: ComparisonResult = {
    config: {
      tasks: [0, 1].map(() => ({ ...task, updates: 400, every: 100, solvedAt: 1 })),
      seeds: [1, 2],
      memoryBias: 1,
    },
    tasks: [0, 1].map(() => ({
      name: "t",
      baseline: 0.5,
      results: [
        contestant("lstm", 2, [400, undefined]),
        contestant("gru", 1, [100, 200]),
        contestant("wide gru", 3, [200, 400]),
      ],
    })),
  };

  it("compares updates at equal size, and time at equal time; unsolved counts with the budget", () => {
    const [equalHidden, equalParameters, equalTime] = compareFairly(result).map(({ tasks }) => tasks[0]);

    expect(equalHidden.differences).toEqual([2, 1]); // 400/100, 400/200
    expect(equalHidden.solved).toEqual({ lstm: 1, gru: 2 });
    expect(equalParameters.differences).toEqual([1, 0]); // 400/200, 400/400
    expect(equalTime.differences).toEqual([2, 1]); // the budget is 400 of the cheaper one's updates
    expect(equalTime.solved).toEqual({ lstm: 0, gru: 2 });
  });

  it("puts Student's interval around a mean, and refuses a single number", () => {
    const { mean, low, high } = interval95([1, 2, 3, 4, 5]);

    expect(mean).toBe(3);
    expect(high - 3).toBeCloseTo(2.776 * Math.sqrt(2.5 / 5), 10);
    expect(3 - low).toBeCloseTo(high - 3, 10);
    expect(() => interval95([1])).toThrow("interval95: expected 2 to 16 numbers, got 1.");
  });
});
