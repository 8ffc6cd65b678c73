/** Checks of X4.2: the largest singular value. */

import {
  createRandom,
  largestSingularValue,
  Matrix,
  orthogonal,
  type Random,
  uniform,
} from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

/** Iterating settles slowly; this leaves room for fewer iterations than the solution makes. */
const tolerance = 1e-6;

/** A matrix with the singular values stretch, 0.8 stretch, 0.8² stretch, … */
function draw(rows: number, cols: number, stretch: number, random: Random): Matrix {
  const size = Math.min(rows, cols);
  const singular = new Matrix(size, size).map((_, k) =>
    k % (size + 1) === 0 ? stretch * 0.8 ** (k / (size + 1)) : 0,
  );
  return orthogonal(rows, size, random)
    .dot(singular)
    .dot(orthogonal(size, cols, random));
}

exercise("X4.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const W = uniform(3, 3, 1, createRandom(seed));

    expectLike("sigma", await call("largestSingularValue", W), 1);
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const size of [3, 5]) {
      const stretch = 1.5 + random();
      const W = draw(size, size, stretch, random);

      const sigma = await call("largestSingularValue", W);

      expectClose("sigma of a square matrix", sigma, stretch, {
        tolerance,
        lookAt: "Apply W and then Wᵀ; the length of W v, where v has the length 1, tends to σ.",
      });
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const [rows, cols] of [
      [2, 5],
      [6, 3],
    ]) {
      const stretch = 20 * (1 + random());
      const W = draw(rows, cols, stretch, random);

      const sigma = await call("largestSingularValue", W);

      expectClose(`sigma of a matrix [${rows}, ${cols}]`, sigma, stretch, {
        tolerance,
        lookAt: "v has as many elements as W has columns; Wᵀ leads back to them.",
      });
    }
  });

  check("d", async ({ call, seed }) => {
    const size = 2.5 + createRandom(seed)();
    const awkward = {
      "whose largest stretch is along its second axis": [
        [0.5, 0, 0],
        [0, size, 0],
        [0, 0, 1],
      ],
      "whose largest stretch is at right angles to the vector of ones": [
        [size, -size, 0],
        [0, 0, 0],
        [0, 0, 1],
      ],
    };
    for (const [name, rows] of Object.entries(awkward)) {
      const W = Matrix.fromRows(rows);

      const sigma = await call("largestSingularValue", W);

      expectClose(`sigma of a matrix ${name}`, sigma, largestSingularValue(W), {
        tolerance,
        lookAt: "Begin with a vector drawn at random: it lies at right angles to nothing.",
      });
    }
  });
});
