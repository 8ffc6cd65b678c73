import { expect, it } from "vitest";
import { runStepCost } from "../../../src/library/experiments/step-cost.ts";

const size = { input: 3, hidden: 4, batch: 2, steps: 5 };
// forward 2·B·g·H·(D + H), backward twice that, for each time step
const operations = (g: number): number => 3 * (2 * 2 * g * 4 * (3 + 4)) * 5;

it("times each pass and counts its operations; one product has those of the LSTM", () => {
  const entries = (["rnn", "gru", "lstm", "product"] as const).map((pass) => ({ pass, size }));

  const { costs } = runStepCost({ seed: 1, rounds: 1, entries });

  expect(costs.map(({ pass }) => pass)).toEqual(["rnn", "gru", "lstm", "product"]);
  expect(costs.map((cost) => cost.operations)).toEqual([1, 3, 4, 4].map(operations));
  for (const { milliseconds, rate, operations: count } of costs) {
    expect(milliseconds).toBeGreaterThan(0);
    expect(rate).toBeCloseTo(count / milliseconds / 1e6, 12);
  }
});
