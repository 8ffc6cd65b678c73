/** Checks of X1.1: the recurrent cell, one time step. */

import { rnn } from "unrolled/cells";
import { createRandom, Matrix } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
const right = ({ params, xs, h0 }: RnnExample): Matrix => rnn.forward(params, xs[0], { h: h0 }).state.h;

exercise("X1.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const random = createRandom(seed);
    const given = drawRnn(drawSizes(random), random);

    const h = await call("rnnCellForward", given.params, given.xs[0], given.h0);

    expectLike("h", h, right(given));
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    const drawn = drawRnn(drawSizes(random), random);
    const given = { ...drawn, h0: zeros(drawn.h0) };

    const h = await call("rnnCellForward", given.params, given.xs[0], given.h0);

    expectClose("h", h, right(given), {
      lookAt: "Is the bias there, for every example of the batch, before the tanh?",
    });
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    const drawn = drawRnn(drawSizes(random), random);
    const params = { ...drawn.params, b: zeros(drawn.params.b) };
    const given = { ...drawn, params, xs: [zeros(drawn.xs[0])] };

    const h = await call("rnnCellForward", given.params, given.xs[0], given.h0);

    expectClose("h", h, right(given), { lookAt: "How does the previous hidden state enter?" });
  });

  check("d", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (let round = 0; round < 3; round++) {
      const given = drawRnn(drawSizes(random), random);

      const h = await call("rnnCellForward", given.params, given.xs[0], given.h0);

      expectClose("h", h, right(given), { lookAt: "Are all three terms inside the tanh?" });
    }
  });
});
