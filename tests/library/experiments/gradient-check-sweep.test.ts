import { describe, expect, it } from "vitest";
import { runBackpropagationCost } from "../../../src/library/experiments/backpropagation-cost.ts";
import { runGradientCheckSweep } from "../../../src/library/experiments/gradient-check-sweep.ts";

describe("runGradientCheckSweep", () => {
  it("reaches ten digits in float64 near 1e-5, and about four in float32", () => {
    const config = { seed: 1, input: 3, hidden: 4, batch: 2, steps: 5, exponents: [-1, -2, -3, -4, -5, -8] };

    const { curves } = runGradientCheckSweep(config);
    const errorsOf = (dtype: string, scheme: string): number[] =>
      curves.find((curve) => curve.dtype === dtype && curve.scheme === scheme)!.errors;

    expect(errorsOf("float64", "central")[4]).toBeLessThan(1e-8);
    expect(Math.min(...errorsOf("float32", "central"))).toBeGreaterThan(1e-6); // float32 knows 7 digits
    expect(Math.min(...errorsOf("float32", "central"))).toBeLessThan(1e-2);
    // A tenth of ε: a tenth of the error one-sided, a hundredth central.
    const [oneSided, central] = [errorsOf("float64", "one-sided"), errorsOf("float64", "central")];
    expect(oneSided[1] / oneSided[2]).toBeCloseTo(10, 0);
    expect(central[1] / central[2]).toBeCloseTo(100, -1);
  });
});

describe("runBackpropagationCost", () => {
  it("measures each length and counts the paths that it saves", () => {
    const { forwardMs, backwardMs, paths } = runBackpropagationCost({
      seed: 1,
      input: 2,
      hidden: 3,
      batch: 2,
      steps: [2, 4],
      repeats: 2,
    });

    expect(paths).toEqual([4, 40]);
    for (const milliseconds of [...forwardMs, ...backwardMs]) expect(milliseconds).toBeGreaterThan(0);
  });
});
