/** Checks of X3.1: backward through one time step. */

import { type RnnCache, rnn } from "unrolled/cells";
import { createRandom, Matrix } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

interface Given {
  readonly params: RnnExample["params"];
  readonly cache: RnnCache;
  readonly dh: Matrix;
}

interface Gradients {
  readonly dx: Matrix;
  readonly dhPrev: Matrix;
  readonly grads: RnnExample["params"];
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const { params, xs, h0, dhs } = drawRnn(drawSizes(random), random);
  return { params, cache: rnn.forward(params, xs[0], { h: h0 }).cache, dh: dhs[0] };
}

function right({ params, cache, dh }: Given): Gradients {
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(params.Wx), Wh: zeros(params.Wh), b: zeros(params.b) };
  const { dx, dPrev } = rnn.backward(params, cache, { h: dh }, grads);
  return { dx, dhPrev: dPrev.h, grads };
}

exercise("X3.1", ({ check }) => {
  const lookAt: [id: string, name: string, pick: (g: Gradients) => unknown, lookAt: string][] = [
    ["b", "grads.b", ({ grads }) => grads.b, "Is it dh times the slope of tanh, summed over the batch?"],
    [
      "c",
      "grads.Wx",
      ({ grads }) => grads.Wx,
      "If z = x Wx, which product gives its gradient the shape of Wx?",
    ],
    ["d", "grads.Wh", ({ grads }) => grads.Wh, "Which hidden state was multiplied by Wh?"],
    ["e", "dx", ({ dx }) => dx, "If z = x Wx, then dx = dz Wxᵀ."],
    ["f", "dhPrev", ({ dhPrev }) => dhPrev, "Which way round does Wh stand on the way back?"],
  ];

  check("a", async ({ call, seed }) => {
    const given = draw(seed);

    const result = await call("rnnCellBackward", given.params, given.cache, given.dh);

    expectLike("result", result, right(given));
  });

  for (const [id, name, pick, hint] of lookAt) {
    check(id, async ({ call, seed }) => {
      const given = draw(seed);

      const result = await call("rnnCellBackward", given.params, given.cache, given.dh);

      expectLike("result", result, right(given));
      expectClose(name, pick(result as Gradients), pick(right(given)), { lookAt: hint });
    });
  }
});
