import { describe, expect, it } from "vitest";
import { growthPerStep, runGradientByLag } from "../../../src/library/experiments/gradient-by-lag.ts";
import { instructiveMatrices, runMatrixPowers } from "../../../src/library/experiments/matrix-powers.ts";
import { runSlopeDistribution } from "../../../src/library/experiments/slope-distribution.ts";
import { median } from "../../../src/library/numeric/statistics.ts";

const config = {
  hidden: 12,
  input: 3,
  steps: 40,
  gains: [0.5, 2],
  seeds: [1, 2, 3],
  inputScale: 0.1,
  start: "random" as const,
  tanhSlope: true,
};

describe("runGradientByLag", () => {
  it("gives the same result for the same config, and plain JSON", () => {
    const first = runGradientByLag(config);

    expect(runGradientByLag(config)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(first.curves[0].runs[0].norms).toHaveLength(41);
  });

  it("never exceeds the largest singular value to the power of the lag", () => {
    const { curves } = runGradientByLag(config);

    for (const { norms, largestSingularValue: sigma } of curves.flatMap(({ runs }) => runs)) {
      norms.forEach((norm, lag) => {
        expect(norm).toBeLessThanOrEqual(sigma ** lag * (1 + 1e-8)); // σ is iterated to 1e-9
      });
    }
  });

  it("shrinks at a small gain and grows at a large one", () => {
    const [small, large] = runGradientByLag(config).curves;

    expect(growthPerStep(small)).toBeLessThan(-0.3);
    expect(growthPerStep(large)).toBeGreaterThan(0);
  });

  it("keeps the length exactly with orthogonal weights and without tanh's slope", () => {
    const { curves } = runGradientByLag({ ...config, gains: [1], start: "orthogonal", tanhSlope: false });

    expect(Math.max(...curves[0].runs.map(({ norms }) => Math.abs(norms[40] - 1)))).toBeLessThan(1e-12);
  });
});

describe("median", () => {
  it("takes the middle, or the mean of the two middle values", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe("runMatrixPowers", () => {
  it("finds a nilpotent matrix with singular value 10 that leaves nothing after two steps", () => {
    const { rows } = runMatrixPowers({ steps: 6, matrices: instructiveMatrices });

    const nilpotent = rows.find(({ name }) => name === "nilpotent")!;

    expect(nilpotent.largestSingularValue).toBeCloseTo(10, 10);
    expect(nilpotent.spectralRadius).toBe(0);
    expect(nilpotent.norms).toEqual([1, nilpotent.largestSingularValue, 0, 0, 0, 0, 0]);
  });

  it("finds a shear with spectral radius 0.9 that grows first", () => {
    const { rows } = runMatrixPowers({ steps: 300, matrices: instructiveMatrices });

    const shear = rows.find(({ name }) => name === "shear 0.9")!;

    expect(Math.max(...shear.norms)).toBeGreaterThan(19);
    expect(shear.norms[300]).toBeLessThan(1e-9);
  });
});

describe("runSlopeDistribution", () => {
  it("counts all slopes once, nearer to 1 for small gains", () => {
    const { distributions } = runSlopeDistribution({
      seed: 1,
      hidden: 12,
      input: 3,
      steps: 50,
      gains: [0.5, 2],
      inputScale: 0.1,
      bins: 7,
    });

    for (const { percent } of distributions) expect(percent.reduce((a, b) => a + b)).toBeCloseTo(100, 9);
    expect(distributions[0].mean).toBeGreaterThan(0.99);
    expect(distributions[1].mean).toBeLessThan(0.7);
  });
});
