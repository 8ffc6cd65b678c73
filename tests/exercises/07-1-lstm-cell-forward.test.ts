/** Checks of X7.1: the LSTM cell, one time step. */

import { type LstmCache, lstm } from "unrolled/cells";
import { createRandom, Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { expectRightOrOwn, varies } from "./gates.ts";
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

  // The cell state and the hidden state may follow from the learner's own gates, even where those are wrong.
  check("d", async (tools) => {
    const given = draw(tools.seed);

    const { state, cache } = await ask(tools, given);

    const { i, f, g } = cache;
    const { c: cPrev } = given.initial;
    await expectRightOrOwn(
      right(given).state.c,
      () =>
        [i, f, g].every(varies) ? cPrev.map((v, k) => f.data[k] * v + i.data[k] * g.data[k]) : undefined,
      (expected) =>
        expectClose("state.c", state.c, expected, {
          lookAt: "Which gate multiplies the old cell state, and which the candidate?",
        }),
    );
  });

  check("e", async (tools) => {
    const given = draw(tools.seed);

    const { state, cache } = await ask(tools, given);

    const { h, tanhC } = shown(right(given));
    await expectRightOrOwn(
      { h, tanhC },
      () => ([state.c, cache.o].every(varies) ? shown({ state, cache }) : undefined),
      (expected) => {
        const lookAt = "It shows the new cell state, squashed, through a gate.";
        expectClose("state.h", state.h, expected.h, { lookAt });
        expectClose("cache.tanhC", cache.tanhC, expected.tanhC);
      },
    );
    for (const name of ["x", "hPrev", "cPrev"] as const)
      expectClose(`cache.${name}`, cache[name], right(given).cache[name], {
        lookAt: "The cache keeps the input and the previous state as they came.",
      });
  });
});

/** tanh(c) and o ⊙ tanh(c), also of plain data that came over the pipe. */
function shown({ state: { c }, cache: { o } }: Result): { h: Matrix; tanhC: Matrix } {
  const tanhC = new Matrix(c.rows, c.cols, c.data.map(Math.tanh));
  return { h: tanhC.map((v, k) => o.data[k] * v), tanhC };
}
