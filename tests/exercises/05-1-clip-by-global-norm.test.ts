/** Checks of X5.1: clipping by the global norm. */

import { createRandom, type Matrix } from "unrolled/numeric";
import { clipByGlobalNorm } from "unrolled/training";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes } from "./examples.ts";

type Grads = Record<string, Matrix>;

interface Clipped {
  readonly norm: number;
  readonly scale: number;
  readonly clipped: Grads;
}

const draw = (seed: number): Grads => {
  const random = createRandom(seed);
  return drawRnn(drawSizes(random), random).params;
};

/** The library clips in place; here on copies. */
function right(grads: Grads, maxNorm: number): Clipped {
  const clipped = Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, grad.map((v) => v)]));
  return { ...clipByGlobalNorm(clipped, maxNorm), clipped };
}

exercise("X5.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const grads = draw(seed);

    const result = await call("clipByGlobalNorm", grads, 0.5);

    expectLike("result", result, right(grads, 0.5));
  });

  check("b", async ({ call, seed }) => {
    const grads = draw(seed);

    const result = await call("clipByGlobalNorm", grads, 0.7);

    expectLike("result", result, right(grads, 0.7));
    expectClose("norm", (result as Clipped).norm, right(grads, 0.7).norm, {
      lookAt: "One vector of all elements of all gradients: the root of the sum of the squares.",
    });
  });

  check("c", async ({ call, seed }) => {
    const grads = draw(seed);

    for (const maxNorm of [0.3, 0.9]) {
      const result = await call("clipByGlobalNorm", grads, maxNorm);

      const { scale, clipped } = right(grads, maxNorm);
      expectLike("result", result, right(grads, maxNorm));
      const got = { scale: (result as Clipped).scale, clipped: (result as Clipped).clipped };
      expectClose("result", got, { scale, clipped }, { lookAt: "One factor for all: maxNorm / norm." });
    }
  });

  check("d", async ({ call, seed }) => {
    const grads = draw(seed);

    const result = await call("clipByGlobalNorm", grads, 100);

    const { scale, clipped } = right(grads, 100);
    expectLike("result", result, right(grads, 100));
    const got = { scale: (result as Clipped).scale, clipped: (result as Clipped).clipped };
    expectClose("result", got, { scale, clipped }, { lookAt: "The factor is never above 1." });
  });
});
