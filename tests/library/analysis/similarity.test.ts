/** Cosines, nearest rows and principal components of tables made by hand. */

import { describe, expect, it } from "vitest";
import { cosines, nearestRows, principalComponents } from "../../../src/library/analysis/similarity.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, normal } from "../../../src/library/numeric/random.ts";

describe("cosines and nearestRows", () => {
  const rows = Matrix.fromRows([
    [2, 0, 0],
    [1, 1, 0],
    [-3, 0, 0],
    [5, 0.5, 0],
  ]);

  it("does not depend on the lengths of the rows", () => {
    const cos = cosines(rows);

    expect(cos.at(0, 0)).toBeCloseTo(1, 14);
    expect(cos.at(0, 1)).toBeCloseTo(Math.SQRT1_2, 14);
    expect(cos.at(2, 0)).toBeCloseTo(-1, 14);
    expect(cos.at(1, 3)).toBe(cos.at(3, 1));
  });

  it("lists the nearest rows first, without the row itself", () => {
    const near = nearestRows(rows, 0, 2);

    expect(near.map(({ row }) => row)).toEqual([3, 1]);
    expect(near[1].cosine).toBeCloseTo(Math.SQRT1_2, 14);
  });
});

describe("principalComponents", () => {
  it("finds the direction in which the rows were stretched, around their mean", () => {
    const random = createRandom(5);
    const along = normal(60, 1, 4, random);
    const noise = normal(60, 3, 0.1, random);
    const direction = [0.6, 0, -0.8];
    const rows = noise.map((v, k) => 7 + v + along.data[Math.floor(k / 3)] * direction[k % 3]);

    const { points, shares } = principalComponents(rows, 2);

    expect(shares[0]).toBeGreaterThan(0.99);
    expect(shares[0] + shares[1]).toBeLessThanOrEqual(1);
    const mean = along.sum() / 60;
    const sign = Math.sign(points.at(0, 0) * (along.data[0] - mean));
    along.data.forEach((v, r) => {
      expect(Math.abs(sign * points.at(r, 0) - (v - mean))).toBeLessThan(0.5); // five deviations of the noise
    });
  });
});
