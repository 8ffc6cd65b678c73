/** What a fixed state can hold: capacity, stories with a gap, and the forecast of a real series. */

import { describe, expect, it } from "vitest";
import { runBirthsForecast } from "../../../src/library/experiments/births-forecast.ts";
import { runMemoryCapacity } from "../../../src/library/experiments/memory-capacity.ts";
import { runNameCloze } from "../../../src/library/experiments/name-cloze-training.ts";

describe("memory capacity", () => {
  const config = { seed: 2, hidden: [3, 6], gain: 0.8, inputScale: 1, lags: 25, steps: 1500 };

  it("of a linear state comes near its number of units and does not pass it", () => {
    const { capacities } = runMemoryCapacity({ ...config, activation: "linear" });

    for (const { hidden, total, byLag } of capacities) {
      expect(byLag).toHaveLength(25);
      expect(total).toBeGreaterThan(0.7 * hidden);
      expect(total).toBeLessThan(hidden + 0.2); // an empty lag is estimated as 1 / 1500 on average
    }
  });

  it("is lost to the bends of tanh where inputs are large", () => {
    const [linear, tanh] = (["linear", "tanh"] as const).map(
      (activation) => runMemoryCapacity({ ...config, inputScale: 2, activation }).capacities[1].total,
    );

    expect(tanh).toBeLessThan(linear - 0.5);
  });
});

describe("name cloze", () => {
  it("is answered by a GRU after some training, at each distance", async () => {
    const { accuracies, baseline } = await runNameCloze({
      variants: [{ name: "GRU", kind: "gru", cell: { kind: "gru", updateBias: 0 } }],
      seeds: [1],
      people: 3,
      mostDistractors: 1,
      hidden: 16,
      batch: 32,
      updates: 120,
      rate: 0.01,
    });

    expect(baseline).toBe(1 / 2);
    expect(accuracies[0][0]).toHaveLength(2);
    for (const accuracy of accuracies[0][0]) expect(accuracy).toBeGreaterThan(0.9);
  });
});

describe("births", () => {
  it("are forecast in births per day, with a band around each day and the dates of the days", async () => {
    const { errors, naiveError, byDay, example } = await runBirthsForecast({
      seeds: [1, 2],
      cell: { kind: "rnn" },
      hidden: 4,
      past: 14,
      ahead: 3,
      testDays: 60,
      batch: 8,
      updates: 10,
      rate: 0.01,
    });

    expect(errors).toHaveLength(2);
    expect(naiveError).toBeGreaterThan(100);
    expect(byDay.naive).toHaveLength(3);
    expect(example.dates).toHaveLength(17);
    expect(example.dates[14]).toBe("1988-11-02"); // 60 days before the end of 1988
    for (const { low, high } of example.band) expect(low).toBeLessThan(high);
    expect(Math.abs(example.actual[0] - 10_000)).toBeLessThan(3000);
  });
});
