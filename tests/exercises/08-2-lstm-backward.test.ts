/** Checks of X8.2: backpropagation through time for the LSTM. */

import { type LstmCache, lstm } from "unrolled/cells";
import { backpropagate } from "unrolled/layers";
import { createRandom, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { exampleOf, expectCloseByGate, expectRightOrOwn, lstmGates, ownBeforeGates } from "./gates.ts";
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

type FromGates = Pick<Gradients, "dxs" | "dh0"> & { readonly grads: Pick<Gradients["grads"], "Wx" | "Wh"> };

/**
 * What follows from the learner's own gradient of the gates at each time step. The gradient of the bias is their sum: from
 * that of the time steps t, t + 1, … goes that of t + 1, … Undefined where it is the same everywhere.
 */
async function own(
  { probe, seed }: CheckTools,
  { params, caches, dhs }: Given,
): Promise<FromGates | undefined> {
  const tools = { call: probe, probe, seed }; // many calls, which would say no more of known mistakes
  const dGates: Matrix[] = []; // one [batch, 4·hidden] per time step
  let later: Matrix | undefined;
  for (let t = caches.length - 1; t >= 0; t--) {
    const gates = await ownBeforeGates({ b: params.b }, dhs[0].rows, async (e) => {
      const tail = caches.slice(t).map((cache) => exampleOf(cache, e));
      return (await ask(tools, { params, caches: tail, dhs: dhs.slice(t).map((dh) => dh.row(e)) })).grads;
    });
    if (!gates) return undefined;
    dGates.unshift(later ? gates.b.minus(later) : gates.b);
    later = gates.b;
  }
  const sum = (name: "x" | "hPrev"): Matrix =>
    caches.map((cache, t) => cache[name].transpose().dot(dGates[t])).reduce((a, b) => a.plus(b));
  return {
    dxs: dGates.map((gates) => gates.dot(params.Wx.transpose())),
    dh0: dGates[0].dot(params.Wh.transpose()),
    grads: { Wx: sum("x"), Wh: sum("hPrev") },
  };
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

    await expectRightOrOwn(
      right(given).dxs,
      async () => (await own(tools, given))?.dxs,
      (expected) =>
        expectClose("dxs", dxs, expected, {
          order: "backward",
          lookAt: "Two gradients go from one time step to the one before it: that of h₋ and that of c₋.",
        }),
    );
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dh0, dc0 } = await ask(tools, given);

    await expectRightOrOwn(
      right(given).dh0,
      async () => (await own(tools, given))?.dh0,
      (expected) =>
        expectClose("dh0", dh0, expected, { lookAt: "It is what is carried out of time step 0 to h₋." }),
    );
    const lookAt = "It is what is carried out of time step 0 to c₋.";
    expectClose("dc0", dc0, right(given).dc0, { lookAt });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await ask(tools, given);

    try {
      const lookAt = "Does every time step add to it?";
      expectCloseByGate("grads.b", grads.b, right(given).grads.b, lstmGates, { lookAt });
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      throw new CheckFailure(`${error.message}${await firstDeparture(tools, given)}`);
    }
  });

  // These may follow from the learner's own gradient of the gates, even where that is wrong.
  check("f", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await ask(tools, given);

    await expectRightOrOwn<FromGates["grads"]>(
      right(given).grads,
      async () => (await own(tools, given))?.grads,
      (expected) => {
        for (const name of ["Wx", "Wh"] as const)
          expectCloseByGate(`grads.${name}`, grads[name], expected[name], lstmGates, {
            lookAt: "Every time step adds a product, with its own x and its own h₋.",
          });
      },
    );
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
