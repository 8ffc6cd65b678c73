/** The experiments of notebook 07: valves held still, and what a trained network does with its own. */

import { describe, expect, it } from "vitest";
import { runLstmReader } from "../../../src/library/experiments/lstm-reader.ts";
import {
  biasOfGate,
  runGateExplorer,
  runSteadyGates,
  runValveTable,
} from "../../../src/library/experiments/steady-gates.ts";

describe("steady gates", () => {
  it("find the bias of a gate, and hold the ends to the last bit", () => {
    const gates = [0, 0.25, 1].map((gate) => 1 / (1 + Math.exp(-biasOfGate(gate))));

    expect(gates[0]).toBe(0);
    expect(gates[1]).toBeCloseTo(0.25, 14);
    expect(gates[2]).toBe(1);
    expect(() => biasOfGate(1.2)).toThrow(/0 … 1, got 1.2/);
  });

  it("add what the input gate lets in to what the forget gate keeps, and show it through the output gate", () => {
    const { c, h } = runSteadyGates({ i: 0.5, f: 0.25, o: 0.75 }, [0.8, -0.4], 2);

    const expected = [0.25 * 2 + 0.5 * 0.8, 0.25 * 0.9 - 0.5 * 0.4];
    for (const [t, value] of expected.entries()) {
      expect(c[t]).toBeCloseTo(value, 14);
      expect(h[t]).toBeCloseTo(0.75 * Math.tanh(value), 14);
    }
  });

  it("keep, reset, add or replace", () => {
    const { rows } = runValveTable({ cPrev: -0.7, g: 0.2 });

    const byDeed = Object.fromEntries(rows.map(({ deed, c }) => [deed, c]));
    expect(byDeed.keep).toBe(-0.7);
    expect(byDeed.reset).toBe(0);
    expect(byDeed.add).toBeCloseTo(-0.5, 14);
    expect(byDeed.replace).toBeCloseTo(0.2, 14);
  });

  it("run every combination of the explorer", () => {
    const config = { candidates: [1, 0, 0], f: [0.5, 1], i: [1, 0.5, 0], o: [1, 0.5] };

    const { runs } = runGateExplorer(config);

    expect(runs.map((ofF) => ofF.map((ofI) => ofI.length))).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
    expect(runs[0][1][0].gates).toEqual({ f: 0.5, i: 0.5, o: 1 });
    expect(runs[0][1][0].c[2]).toBeCloseTo(0.125, 12);
    expect(runs[1][2][1].c).toEqual([0, 0, 0]);
  });
});

describe("runLstmReader", () => {
  const config = {
    seed: 2,
    hidden: 6,
    batch: 4,
    steps: 12,
    updates: 25,
    rate: 0.02,
    forgetBias: 1,
    sentence: "Call me.",
    measured: 90,
  };

  it("traces every gate over the plain letters of the sentence, before and after training", async () => {
    const updates: number[] = [];

    const { before, after, symbols, baselines } = await runLstmReader(config, (update) =>
      updates.push(update),
    );

    expect(symbols).toHaveLength(27);
    expect(updates).toHaveLength(25);
    expect(before.bits).toBeCloseTo(Math.log2(27), 0);
    expect(after.bits).toBeLessThan(before.bits - 0.2);
    expect(baselines.uniform).toBe(Math.log2(27));
    expect(baselines.bigram).toBeLessThan(baselines.unigram);
    for (const reading of [before, after]) {
      for (const trace of Object.values(reading.traces)) {
        expect(trace).toHaveLength("call me".length);
        expect(trace[0]).toHaveLength(6);
      }
      const { c, h, o } = reading.traces;
      expect(h[3][5]).toBeCloseTo(o[3][5] * Math.tanh(c[3][5]), 12);
      expect(reading.halfLives.c).toHaveLength(6);
      for (const half of reading.halfLives.h) expect(half === null || half > 0).toBe(true);
    }
  });
});
