/** Checks of X5.3: a recurrent matrix that keeps the length of every vector. */

import { createRandom, Matrix, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

/** Gram & Schmidt loses a digit or two to rounding at these sizes. */
const tolerance = 1e-7;

/** Asks for W and makes sure of its shape. */
async function ask({ call }: CheckTools, size: number, ...rest: readonly number[]): Promise<Matrix> {
  const W = await call("orthogonalInit", size, ...rest);
  expectLike("W", W, new Matrix(size, size));
  return new Matrix(size, size).map((_, k) => (W as Matrix).data[k]);
}

/** c on the diagonal, zeros elsewhere. */
const diagonal = (size: number, c: number): Matrix =>
  new Matrix(size, size).map((_, k) => (k % (size + 1) === 0 ? c : 0));

function expectDrawn(W: Matrix): void {
  const small = W.data.filter((v) => Math.abs(v) < 1e-12).length;
  if (small * 2 >= W.data.length)
    throw new CheckFailure(
      `${small} of the ${W.data.length} elements of W are zero. Are the rows drawn at random, as normal numbers?`,
    );
}

exercise("X5.3", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, 4, tools.seed);
  });

  check("b", async (tools) => {
    for (const size of [2, 5, 8]) {
      const W = await ask(tools, size, tools.seed + size);

      expectClose("W Wᵀ", W.dot(W.transpose()), diagonal(size, 1), {
        tolerance,
        lookAt: "The diagonal holds the squared lengths of the rows, the rest the products of two rows.",
      });
    }
  });

  check("c", async (tools) => {
    for (const gain of [0.9, 2.5]) {
      const W = await ask(tools, 4, tools.seed, gain);

      expectClose(`W Wᵀ with the gain ${gain}`, W.dot(W.transpose()), diagonal(4, gain * gain), {
        tolerance,
      });
    }
  });

  check("d", async (tools) => {
    const size = 5 + randomInteger(3, createRandom(tools.seed));
    const [first, again, other] = [
      await ask(tools, size, tools.seed),
      await ask(tools, size, tools.seed),
      await ask(tools, size, tools.seed + 1),
    ];

    expectDrawn(first);
    expectClose("W of the same seed", again, first, { tolerance: 0 });
    if (first.data.every((v, k) => Math.abs(v - other.data[k]) < 1e-9))
      throw new CheckFailure("Two different seeds give the same W. Does createRandom get the seed?");
  });
});
