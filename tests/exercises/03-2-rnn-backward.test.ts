/** Checks of X3.2: backpropagation through time. */

import { type RnnCache, rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { createRandom, Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

interface Given {
  readonly params: RnnExample["params"];
  readonly caches: RnnCache[];
  readonly dhs: Matrix[];
}

interface Gradients {
  readonly dxs: Matrix[];
  readonly dh0: Matrix;
  readonly grads: RnnExample["params"];
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const { params, xs, h0, dhs } = drawRnn({ ...drawSizes(random), steps }, random);
  return { params, caches: unroll(rnn, params, xs, { h: h0 }).tape, dhs };
}

function right({ params, caches, dhs }: Given): Gradients {
  const zeros = (like: Matrix): Matrix => new Matrix(like.rows, like.cols);
  const grads = { Wx: zeros(params.Wx), Wh: zeros(params.Wh), b: zeros(params.b) };
  const dStates = dhs.map((h) => ({ h }));
  const { dxs, dInitial } = backpropagate(rnn, params, caches, dStates, grads);
  return { dxs, dh0: dInitial.h, grads };
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("rnnBackward", given.params, given.caches, given.dhs);
  expectLike("result", result, right(given));
  return result as Gradients;
}

exercise("X3.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 4));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 1);

    const result = await ask(tools, given);

    expectClose("result", result, right(given), { lookAt: "With one time step this is X3.1." });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 5);

    const { dxs } = await ask(tools, given);

    expectClose("dxs", dxs, right(given).dxs, {
      order: "backward",
      lookAt: "Two gradients reach a hidden state: the direct one and the one from the time step after it.",
    });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dh0 } = await ask(tools, given);

    expectClose("dh0", dh0, right(given).dh0, { lookAt: "It is what is carried out of time step 0." });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await ask(tools, given);

    try {
      expectClose("grads", grads, right(given).grads, { lookAt: "Does every time step add to it?" });
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      throw new CheckFailure(`${error.message}${await firstDeparture(tools, given)}`);
    }
  });
});

/** The gradients of the last k time steps alone, for growing k: the first k that is wrong names the time step. */
async function firstDeparture(tools: CheckTools, { params, caches, dhs }: Given): Promise<string> {
  for (let t = caches.length - 1; t >= 0; t--) {
    const tail = { params, caches: caches.slice(t), dhs: dhs.slice(t) };
    const { grads } = await ask(tools, tail);
    try {
      expectClose("grads", grads, right(tail).grads);
    } catch {
      return ` Counting back from the end, it first departs at time step ${t}.`;
    }
  }
  return "";
}
