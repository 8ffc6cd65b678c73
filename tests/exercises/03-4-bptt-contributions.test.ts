/** Checks of X3.4: the gradient of Wh as a sum over time steps. */

import { type RnnCache, rnn } from "unrolled/cells";
import { backpropagateByStep, unroll } from "unrolled/layers";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

interface Given {
  readonly params: RnnExample["params"];
  readonly caches: RnnCache[];
  readonly dhLast: Matrix;
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const { params, xs, h0, dhs } = drawRnn({ ...drawSizes(random), steps }, random);
  return { params, caches: unroll(rnn, params, xs, { h: h0 }).tape, dhLast: dhs[0] };
}

function right({ params, caches, dhLast }: Given): Matrix[] {
  const zeros = dhLast.map(() => 0);
  const dStates = caches.map((_, t) => ({ h: t === caches.length - 1 ? dhLast : zeros }));
  return backpropagateByStep(rnn, params, caches, dStates).addends.map(({ Wh }) => Wh);
}

/** Asks for the addends and makes sure of their number and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Matrix[]> {
  const addends = await call("bpttContributions", given.params, given.caches, given.dhLast);
  expectLike("addends", addends, right(given));
  return addends as Matrix[];
}

exercise("X3.4", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 4));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 5);

    const addends = await ask(tools, given);

    expectClose("the addend of the last time step", addends[4], right(given)[4], {
      lookAt: "Nothing has to be carried back to it: h[T−1]ᵀ (dhLast ⊙ (1 − h[T]²)).",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 2);

    const addends = await ask(tools, given);

    expectClose("addends", addends, right(given), {
      order: "backward",
      lookAt: "One factor ∂h[k+1]/∂h[k] stands between them: the slope of tanh, and Whᵀ.",
    });
  });

  check("d", async (tools) => {
    for (const steps of [1, 4, 7]) {
      const given = draw(tools.seed + steps, steps);

      const addends = await ask(tools, given);

      expectClose("addends", addends, right(given), {
        order: "backward",
        lookAt: "Each time step back multiplies by one factor more.",
      });
    }
  });
});
