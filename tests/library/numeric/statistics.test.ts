import { describe, expect, it } from "vitest";
import { correlation, mean, median } from "../../../src/library/numeric/statistics.ts";

describe("mean and median", () => {
  it("differ where one value lies far off", () => {
    expect(mean([1, 2, 9])).toBe(4);
    expect(median([9, 1, 2])).toBe(2);
  });

  it("take the mean of the two in the middle, and change no list", () => {
    const values = [4, 1, 3, 2];

    expect(median(values)).toBe(2.5);
    expect(values).toEqual([4, 1, 3, 2]);
  });
});

describe("correlation", () => {
  it("is ±1 along a line, 0 where nothing varies, and between for the rest", () => {
    expect(correlation([1, 2, 3], [3, 5, 7])).toBeCloseTo(1, 15);
    expect(correlation([1, 2, 3], [1, 0, -1])).toBeCloseTo(-1, 15);
    expect(correlation([1, 2, 3], [4, 4, 4])).toBe(0);
    expect(correlation([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 15); // Spearman's textbook case: 1 − 6·2/(4·15)
  });
});
