import { describe, expect, it } from "vitest";
import { identity, orthogonal } from "../../../src/library/numeric/initialisation.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, normal } from "../../../src/library/numeric/random.ts";
import { largestSingularValue, spectralRadius } from "../../../src/library/numeric/spectrum.ts";

describe("spectral radius", () => {
  it.each([
    [
      "diagonal",
      [
        [0.5, 0],
        [0, -3],
      ],
      3,
    ],
    [
      "a complex pair",
      [
        [0, 1],
        [-4, 0],
      ],
      2,
    ],
    [
      "two of the same size and opposite sign",
      [
        [0, 1],
        [1, 0],
      ],
      1,
    ],
    [
      "nilpotent",
      [
        [0, 5, 7],
        [0, 0, 9],
        [0, 0, 0],
      ],
      0,
    ],
    [
      "a defective eigenvalue",
      [
        [0.9, 100],
        [0, 0.9],
      ],
      0.9,
    ],
    [
      "huge",
      [
        [1e200, 0],
        [0, 1],
      ],
      1e200,
    ],
  ] as [string, number[][], number][])("%s", (_title, rows, expected) => {
    const radius = spectralRadius(Matrix.fromRows(rows));

    expect(Math.abs(radius - expected)).toBeLessThanOrEqual(1e-9 * expected); // what 2^40 steps leave
  });

  it("of a product with an orthogonal change of basis is that of the middle", () => {
    const Q = orthogonal(5, 5, createRandom(1));
    const middle = Matrix.fromRows([
      [0, 0.8, 0, 0, 0],
      [-0.8, 0, 0, 0, 0],
      [0, 0, 0.7, 0, 0],
      [0, 0, 0, 0.1, 3],
      [0, 0, 0, 0, 0.2],
    ]);

    expect(spectralRadius(Q.dot(middle).dot(Q.transpose()))).toBeCloseTo(0.8, 9);
  });

  it("refuses what is not square or not finite", () => {
    expect(() => spectralRadius(new Matrix(2, 3))).toThrow(
      "spectralRadius: expected a square matrix, got [2, 3].",
    );
    expect(() => spectralRadius(Matrix.fromRows([[Number.NaN]]))).toThrow(
      "spectralRadius: the matrix is NaN",
    );
  });
});

describe("largest singular value", () => {
  it("of diag(3, 4) between two orthogonal matrices is 4", () => {
    const [U, V] = [orthogonal(2, 2, createRandom(1)), orthogonal(2, 5, createRandom(2))];
    const W = U.dot(
      Matrix.fromRows([
        [3, 0],
        [0, 4],
      ]),
    ).dot(V);

    expect(largestSingularValue(W)).toBeCloseTo(4, 10);
  });

  it("of a random matrix squares to the spectral radius of WᵀW", () => {
    const W = normal(7, 4, 1, createRandom(3));

    expect(largestSingularValue(W) ** 2).toBeCloseTo(spectralRadius(W.transpose().dot(W)), 8);
  });

  it("is 1 for orthogonal, 0 for zero", () => {
    expect(largestSingularValue(orthogonal(6, 6, createRandom(4)))).toBeCloseTo(1, 12);
    expect(largestSingularValue(new Matrix(3, 2))).toBe(0);
  });

  it("can exceed the spectral radius by far", () => {
    const W = Matrix.fromRows([
      [0.5, 10],
      [0, 0.5],
    ]);

    expect(largestSingularValue(W)).toBeGreaterThan(10);
    expect(spectralRadius(W)).toBeCloseTo(0.5, 9);
  });

  it("says so when it does not settle", () => {
    const W = identity(3).plus(normal(3, 3, 1e-3, createRandom(5)));

    expect(() => largestSingularValue(W, { maxIterations: 5 })).toThrow(
      /largestSingularValue: not settled after 5 iterations .* allow more iterations or a larger tolerance/,
    );
  });
});
