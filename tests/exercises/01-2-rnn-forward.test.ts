/** Checks of X1.2: the recurrent cell over a whole sequence. */

import { rnn } from "unrolled/cells";
import { unroll } from "unrolled/layers";
import { createRandom, type Matrix } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

const right = ({ params, xs, h0 }: RnnExample): Matrix[] =>
  unroll(rnn, params, xs, { h: h0 }).states.map(({ h }) => h);

exercise("X1.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const random = createRandom(seed);
    const given = drawRnn(drawSizes(random), random);

    const hs = await call("rnnForward", given.params, given.xs, given.h0);

    expectLike("hs", hs, right(given));
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    const given = drawRnn({ ...drawSizes(random), steps: 3 }, random);

    const hs = (await call("rnnForward", given.params, given.xs, given.h0)) as unknown[];

    expectLike("hs", hs, right(given));
    expectClose("hs", hs.slice(0, 1), right(given).slice(0, 1), {
      lookAt: "What stands for h[t−1] in the first time step?",
    });
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    const given = drawRnn({ ...drawSizes(random), steps: 5 }, random);

    const hs = (await call("rnnForward", given.params, given.xs, given.h0)) as Matrix[];

    // Each state is judged by the learner's own state before it, so that a wrong first state does not cost again.
    expectLike("hs", hs, right(given));
    const next = hs
      .slice(1)
      .map((_, t) => right({ ...given, xs: [given.xs[t + 1]], h0: matrixOf(hs[t], given.h0) })[0]);
    expectClose("hs after h[0]", hs.slice(1), next, {
      lookAt: "Which state does a time step start from, and which input does it read?",
    });
  });

  check("d", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const steps of [1, 2, 7]) {
      const given = drawRnn({ ...drawSizes(random), steps }, random);

      const hs = await call("rnnForward", given.params, given.xs, given.h0);

      expectClose("hs", hs, right(given));
    }
  });
});

/** What came over the pipe is plain data; this gives it the library's methods again. */
const matrixOf = (plain: Matrix, like: Matrix): Matrix => like.map((_, k) => plain.data[k]);
