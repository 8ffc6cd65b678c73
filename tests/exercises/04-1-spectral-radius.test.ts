/** Checks of X4.1: the spectral radius. */

import { createRandom, Matrix, spectralRadius, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

/** With k = 2⁴⁰ the limit is right to about 1e-10; a slower way to it is right, too. */
const tolerance = 1e-6;

exercise("X4.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const W = uniform(3, 3, 1, createRandom(seed));

    expectLike("rho", await call("spectralRadius", W), 1);
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const size of [3, 5]) {
      const half = uniform(size, size, 1, random);
      const W = half.plus(half.transpose()).plus(uniform(size, size, 0.2, random));

      const rho = await call("spectralRadius", W);

      expectClose("rho of a nearly symmetric matrix", rho, spectralRadius(W), {
        tolerance,
        lookAt: "‖Wᵏ‖^(1/k) for a large k: take the root of the power's norm, not of W's.",
      });
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const radius of [0.6, 1.7]) {
      const angle = 0.5 + 2 * random();
      const [c, s] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      // A rotation by no simple part of a turn, seen in a basis that is not at right angles.
      const W = Matrix.fromRows([
        [c - s, 2 * s, 0.3],
        [-s, c + s, -0.8],
        [0, 0, radius / 3],
      ]);

      const rho = await call("spectralRadius", W);

      expectClose("rho of a matrix with a complex pair of eigenvalues", rho, radius, {
        tolerance,
        lookAt: "A vector turns here and never settles; the length of the power does what is asked.",
      });
    }
  });

  check("d", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const limit of [40, 1e-3]) {
      const W = uniform(4, 4, limit, random);

      const rho = await call("spectralRadius", W);

      expectClose("rho / limit", Number(rho) / limit, spectralRadius(W) / limit, {
        tolerance,
        lookAt:
          "Bring each power to length 1 before it is squared, and keep the logarithm of what was divided out.",
      });
    }
  });

  check("e", async ({ call, seed }) => {
    const random = createRandom(seed);
    const W = new Matrix(4, 4).map((_, k) => (k % 4 > Math.floor(k / 4) ? 1 + random() : 0));

    const rho = await call("spectralRadius", W);

    expectClose("rho of a matrix whose fourth power is zero", rho, 0, {
      tolerance,
      lookAt: "Where a power is zero there is no length to divide by, and every eigenvalue is 0.",
    });
  });
});
