/** Checks of X7.1: the LSTM cell, one time step. */

import { type LstmCache, lstm } from "unrolled/cells";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { drawLstm, type LstmExample } from "./lstm-examples.ts";

interface Result {
  readonly state: { h: Matrix; c: Matrix };
  readonly cache: LstmCache;
}

const draw = (seed: number): LstmExample => {
  const random = createRandom(seed);
  return drawLstm(drawSizes(random), random);
};

const right = ({ params, xs, initial }: LstmExample): Result => lstm.forward(params, xs[0], initial);

/** Asks for one time step and makes sure of its types and shapes. */
async function ask({ call }: CheckTools, given: LstmExample): Promise<Result> {
  const result = await call("lstmCellForward", given.params, given.xs[0], given.initial);
  expectLike("result", result, right(given));
  return result as Result;
}

/** Elementwise, on plain data that came over the pipe; the shape is that of `like`. */
const combine = (like: Matrix, f: (k: number) => number): Matrix => like.map((_, k) => f(k));

exercise("X7.1", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const { cache } = await ask(tools, given);

    const expected = right(given).cache;
    const columns = { i: "first", f: "second", o: "fourth" };
    for (const gate of ["i", "f", "o"] as const)
      expectClose(`cache.${gate}`, cache[gate], expected[gate], {
        lookAt: `A gate is a σ of the input, h₋ and the bias; ${gate} has the ${columns[gate]} quarter of the columns.`,
      });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed);

    const { cache } = await ask(tools, given);

    expectClose("cache.g", cache.g, right(given).cache.g, {
      lookAt: "The candidate is no gate: it may be negative. It has the third quarter of the columns.",
    });
  });

  // The cell state and the hidden state are judged by the learner's own gates, so that a wrong gate does not cost again.
  check("d", async (tools) => {
    const given = draw(tools.seed);

    const { state, cache } = await ask(tools, given);

    const { i, f, g } = cache;
    const { c: cPrev } = given.initial;
    const c = combine(cPrev, (k) => f.data[k] * cPrev.data[k] + i.data[k] * g.data[k]);
    expectClose("state.c", state.c, c, {
      lookAt: "Which gate multiplies the old cell state, and which the candidate?",
    });
  });

  check("e", async (tools) => {
    const given = draw(tools.seed);

    const { state, cache } = await ask(tools, given);

    const tanhC = combine(given.initial.c, (k) => Math.tanh(state.c.data[k]));
    const h = combine(tanhC, (k) => cache.o.data[k] * tanhC.data[k]);
    expectClose("state.h", state.h, h, { lookAt: "It shows the new cell state, squashed, through a gate." });
    expectClose("cache.tanhC", cache.tanhC, tanhC);
    const { x, hPrev, cPrev } = right(given).cache;
    const { x: gotX, hPrev: gotH, cPrev: gotC } = cache;
    expectClose(
      "cache",
      { x: gotX, hPrev: gotH, cPrev: gotC },
      { x, hPrev, cPrev },
      { lookAt: "The cache keeps the input and the previous state as they came." },
    );
  });
});
