/** Checks of X8.2: backpropagation through time for the LSTM. */

import { type LstmCache, lstm } from "unrolled/cells";
import { backpropagate } from "unrolled/layers";
import { createRandom, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { expectCloseByGate, lstmGates } from "./gates.ts";
import { drawLstm, type LstmExample, lstmTape } from "./lstm-examples.ts";

interface Given {
  readonly params: LstmExample["params"];
  readonly caches: LstmCache[];
  readonly dhs: Matrix[];
}

interface Gradients {
  readonly dxs: Matrix[];
  readonly dh0: Matrix;
  readonly dc0: Matrix;
  readonly grads: LstmExample["params"];
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const drawn = drawLstm({ ...drawSizes(random), steps }, random);
  return { params: drawn.params, caches: lstmTape(drawn), dhs: drawn.dhs };
}

function right({ params, caches, dhs }: Given): Gradients {
  const grads = zerosLike(params);
  const dStates = dhs.map((h) => ({ h, c: h.scale(0) }));
  const { dxs, dInitial } = backpropagate(lstm, params, caches, dStates, grads);
  return { dxs, dh0: dInitial.h, dc0: dInitial.c, grads };
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: Given): Promise<Gradients> {
  const result = await call("lstmBackward", given.params, given.caches, given.dhs);
  expectLike("result", result, right(given));
  return result as Gradients;
}

function expectGrads(got: Gradients, expected: Gradients, lookAt: string): void {
  for (const name of ["b", "Wx", "Wh"] as const)
    expectCloseByGate(`grads.${name}`, got.grads[name], expected.grads[name], lstmGates, { lookAt });
}

exercise("X8.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 2));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 1);

    const result = await ask(tools, given);

    const lookAt = "With one time step this is X8.1, with nothing that reaches c from outside.";
    expectGrads(result, right(given), lookAt);
    expectClose("result", result, right(given), { lookAt });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 5);

    const { dxs } = await ask(tools, given);

    expectClose("dxs", dxs, right(given).dxs, {
      order: "backward",
      lookAt: "Two gradients go from one time step to the one before it: that of h₋ and that of c₋.",
    });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dh0, dc0 } = await ask(tools, given);

    const expected = right(given);
    expectClose("dh0", dh0, expected.dh0, { lookAt: "It is what is carried out of time step 0 to h₋." });
    expectClose("dc0", dc0, expected.dc0, { lookAt: "It is what is carried out of time step 0 to c₋." });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 4);

    const result = await ask(tools, given);

    try {
      expectGrads(result, right(given), "Does every time step add to it?");
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
    const result = await ask(tools, tail);
    try {
      expectGrads(result, right(tail), "");
    } catch {
      return ` Counting back from the end, it first departs at time step ${t}.`;
    }
  }
  return "";
}
