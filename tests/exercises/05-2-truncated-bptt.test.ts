/** Checks of X5.2: truncated backpropagation through time. */

import { type RnnCache, rnn } from "unrolled/cells";
import { truncatedBackpropagate, unroll } from "unrolled/layers";
import { createRandom, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

interface Given {
  readonly params: RnnExample["params"];
  readonly caches: RnnCache[];
  readonly dhs: Matrix[];
}

interface Cut {
  readonly k1: number;
  readonly k2: number;
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const { params, xs, h0, dhs } = drawRnn({ ...drawSizes(random), steps }, random);
  return { params, caches: unroll(rnn, params, xs, { h: h0 }).tape, dhs };
}

function right({ params, caches, dhs }: Given, cut: Cut): Given["params"] {
  const grads = zerosLike(params);
  truncatedBackpropagate(
    rnn,
    params,
    caches,
    dhs.map((h) => ({ h })),
    grads,
    cut,
  );
  return grads;
}

async function expectGrads({ call }: CheckTools, given: Given, cut: Cut, lookAt: string): Promise<void> {
  const grads = await call("truncatedBptt", given.params, given.caches, given.dhs, cut);

  const name = `with k1 = ${cut.k1}, k2 = ${cut.k2} of ${given.caches.length} time steps: grads`;
  expectClose(name, grads, right(given, cut), { lookAt });
}

exercise("X5.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const given = draw(seed, 5);

    const grads = await call("truncatedBptt", given.params, given.caches, given.dhs, { k1: 2, k2: 3 });

    expectLike("grads", grads, right(given, { k1: 2, k2: 3 }));
  });

  check("b", async (tools) => {
    const cut = { k1: 6, k2: 6 };
    await expectGrads(tools, draw(tools.seed, 6), cut, "One pass, and nothing is cut: this is X3.2.");
  });

  check("c", async (tools) => {
    const lookAt =
      "Each pass takes k1 losses and goes back over those k1 time steps alone; the passes add up.";
    await expectGrads(tools, draw(tools.seed, 6), { k1: 2, k2: 2 }, lookAt);
  });

  check("d", async (tools) => {
    const lookAt =
      "Time steps before the k1 losses of a pass add no loss of their own; they only carry what comes back.";
    await expectGrads(tools, draw(tools.seed, 8), { k1: 2, k2: 5 }, lookAt);
    await expectGrads(tools, draw(tools.seed, 7), { k1: 1, k2: 3 }, lookAt);
  });

  check("e", async (tools) => {
    const lookAt = "The last pass takes the losses that are left.";
    await expectGrads(tools, draw(tools.seed, 7), { k1: 3, k2: 4 }, lookAt);
  });
});
