import { describe, expect, it } from "vitest";
import { gradientCheck, gradientError } from "../../../src/library/numeric/gradient-check.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

describe("the gradient check", () => {
  const point = uniform(2, 3, 1, createRandom(1));
  const loss = (): number => point.map((v) => Math.sin(3 * v)).sum();
  const right = point.map((v) => 3 * Math.cos(3 * v));

  it("passes a right gradient and leaves the point as it was", () => {
    const before = point.copy();

    expect(gradientError(loss, point, right)).toBeLessThan(1e-9);
    expect(point).toEqual(before);
  });

  it("finds the one wrong element and both its values", () => {
    const wrong = right.copy();
    wrong.data[4] *= 1.01;

    const { maxRelativeError, worst } = gradientCheck(loss, point, wrong);

    expect(maxRelativeError).toBeCloseTo(0.01 / 2.01, 6);
    expect(worst).toMatchObject({ row: 1, col: 1, analytic: wrong.data[4] });
    expect(worst.numeric).toBeCloseTo(right.data[4], 6);
  });

  it("still tells right from wrong in float32, with a larger step", () => {
    const single = point.to("float32");
    const smooth = (): number => single.map((v) => v * v).sum();

    expect(gradientError(smooth, single, single.scale(2), 1e-2)).toBeLessThan(2e-3);
    expect(gradientError(smooth, single, single.scale(2.1), 1e-2)).toBeGreaterThan(2e-2);
  });

  it("does not pass NaN", () => {
    expect(gradientError(() => Number.NaN, point, right)).toBeNaN();
    expect(gradientError(loss, point, right.scale(Number.NaN))).toBeNaN();
  });

  it("refuses a gradient of another shape", () => {
    expect(() => gradientError(loss, point, new Matrix(3, 2))).toThrow("point is [2, 3], gradient is [3, 2]");
  });
});
