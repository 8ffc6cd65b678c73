import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { above, agree, below, timed } from "../../../src/library/experiments/agreement.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";

describe("agree", () => {
  it("says how far numbers, lists and matrices are apart", () => {
    const left = [Matrix.fromRows([[1, 2]]), Matrix.fromRows([[3], [4]])];
    const right = [Matrix.fromRows([[1, 2.25]]), Matrix.fromRows([[3], [4]])];

    const finding = agree("two ways", left, right, 0.5);

    expect(finding.sentence).toBe("✓ two ways: largest difference 2.5e-1 (5e-1 allowed)");
    expect(inspect(finding)).toBe(finding.sentence);
  });

  it("throws with operation, expected and got where they differ by more", () => {
    const attempt = (): unknown => agree("two ways", [1, 2], new Float64Array([1, 2.1]), 0.01);

    expect(attempt).toThrow(
      /^two ways: expected 2, got 2\.1 \(element 1 of 2\); the difference 1\.0e-1 exceeds/,
    );
  });

  it.each([
    ["NaN", [Number.NaN], [1]],
    ["infinity on one side", [1], [Number.POSITIVE_INFINITY]],
    ["different lengths", [1, 2], [1]],
    ["nothing at all", [], []],
  ])("does not accept %s", (_name, left, right) => {
    expect(() => agree("two ways", left, right, 1e9)).toThrow(/two ways: /);
  });
});

describe("below and above", () => {
  it("report the value that is closest to its limit", () => {
    expect(below("norms", [1, 5, 2], 6).sentence).toBe("✓ norms: 5 < 6, the closest of 3");
    expect(above("norms", [4, 9], [1, 8]).sentence).toBe("✓ norms: 9 > 8, the closest of 2");
  });

  it("throw at a value beyond its limit, on it, or NaN", () => {
    expect(() => below("norms", [1, 7], 6)).toThrow("norms: expected less than 6, got 7 (element 1 of 2).");
    expect(() => above("norms", 6, 6)).toThrow("expected more than 6, got 6");
    expect(() => below("norms", Number.NaN, 6)).toThrow("got NaN");
    expect(() => below("norms", [], 6)).toThrow("nothing to compare");
    expect(() => below("norms", [1, 2, 3], [4, 5])).toThrow("expected 1 or 3 limits, got 2");
  });
});

describe("timed", () => {
  it("shows a miss without stopping, for the clock depends on the machine's other work", () => {
    expect(timed(() => above("rate", 2, 1)).sentence).toBe("✓ rate: 2 > 1");
    expect(timed(() => above("rate", 1, 2)).sentence).toMatch(
      /^△ not this time\. rate: expected more than 2, got 1/,
    );
  });

  it("hides no other error", () => {
    const broken = (): never => {
      throw new TypeError("no such column");
    };

    expect(() => timed(broken)).toThrow("no such column");
    expect(() => timed(() => above("rate", [], 1))).toThrow("nothing to compare");
  });
});
