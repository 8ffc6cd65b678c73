/** Eigenvectors of symmetric matrices whose spectrum is known. */

import { describe, expect, it } from "vitest";
import { orthogonal } from "../../../src/library/numeric/initialisation.ts";
import { leadingEigenvectors } from "../../../src/library/numeric/leading-eigenvectors.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

/** Q diag(values) Qᵀ with a random orthogonal Q. */
function withSpectrum(values: readonly number[]): { S: Matrix; Q: Matrix } {
  const size = values.length;
  const Q = orthogonal(size, size, createRandom(3));
  const scaled = Q.map((v, k) => v * values[k % size]);
  return { S: scaled.dot(Q.transpose()), Q };
}

describe("leadingEigenvectors", () => {
  it("finds the largest absolute eigenvalues with their signs, and their vectors", () => {
    const { S, Q } = withSpectrum([1, -5, 3, 0.5, -0.2]);

    const { vectors, values } = leadingEigenvectors(S, 3);

    expect(vectors.shape).toBe("[5, 3]");
    [-5, 3, 1].forEach((value, k) => {
      expect(values[k]).toBeCloseTo(value, 9);
    });
    // Columns of Q, up to their sign.
    [1, 2, 0].forEach((column, k) => {
      let inner = 0;
      for (let r = 0; r < 5; r++) inner += Q.at(r, column) * vectors.at(r, k);
      expect(Math.abs(inner)).toBeCloseTo(1, 9);
    });
  });

  it("gives orthonormal columns", () => {
    const { S } = withSpectrum([4, 3.9, 2, 1]);

    const { vectors } = leadingEigenvectors(S, 4, { iterations: 20 });

    const products = vectors.transpose().dot(vectors);
    products.data.forEach((v, k) => {
      expect(Math.abs(v - (k % 5 === 0 ? 1 : 0))).toBeLessThan(1e-12); // rounding of Gram & Schmidt, done twice
    });
  });

  it("refuses a matrix that is not square or too small", () => {
    expect(() => leadingEigenvectors(new Matrix(2, 3), 1)).toThrow("leadingEigenvectors: 1 vectors need");
    expect(() => leadingEigenvectors(new Matrix(2, 2), 3)).toThrow("leadingEigenvectors: 3 vectors need");
  });
});
