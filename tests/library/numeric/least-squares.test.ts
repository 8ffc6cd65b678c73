import { expect, it } from "vitest";
import { leastSquares } from "../../../src/library/numeric/least-squares.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

it("finds the weights that made the data", () => {
  const random = createRandom(3);
  const [A, W] = [uniform(9, 4, 1, random), uniform(4, 2, 1, random)];

  const found = leastSquares(A, A.dot(W), 1e-13);

  expect(found.equals(W, 1e-10)).toBe(true); // a ridge of 1e-13 moves the answer by about as much
});

it("leaves a rest at right angles to every column, where no weights fit", () => {
  const random = createRandom(4);
  const [A, Y] = [uniform(11, 3, 1, random), uniform(11, 2, 1, random)];

  const rest = Y.minus(A.dot(leastSquares(A, Y, 1e-13)));

  const projections = A.transpose().dot(rest).data.map(Math.abs);
  expect(Math.max(...projections)).toBeLessThan(1e-10);
});

it("says which shapes it needs, and when the columns are not independent", () => {
  expect(() => leastSquares(new Matrix(4, 2), new Matrix(3, 1))).toThrow("Y needs 4 rows, got 3");
  expect(() => leastSquares(new Matrix(4, 2), new Matrix(4, 1), 0)).toThrow("take a larger ridge than 0");
});
