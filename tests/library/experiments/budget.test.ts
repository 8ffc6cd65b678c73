import { afterEach, describe, expect, it, vi } from "vitest";
import { budgetFromEnvironment } from "../../../src/library/experiments/budget.ts";

describe("budgetFromEnvironment", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["quick", "quick"],
    ["full", "full"],
    ["", "full"],
  ])("BUDGET=%j means %s", (value, budget) => {
    vi.stubEnv("BUDGET", value);

    expect(budgetFromEnvironment()).toBe(budget);
  });
});
