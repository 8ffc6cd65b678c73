/** Checks of X7.2: the LSTM over a whole sequence. */

import { lstm } from "unrolled/cells";
import { unroll } from "unrolled/layers";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawSizes } from "./examples.ts";
import { drawLstm, type LstmExample } from "./lstm-examples.ts";

interface State {
  readonly h: Matrix;
  readonly c: Matrix;
}

function draw(seed: number, steps: number): LstmExample {
  const random = createRandom(seed);
  return drawLstm({ ...drawSizes(random), steps }, random);
}

/** In the order in which they are computed: c, then h. */
const right = ({ params, xs, initial }: LstmExample): State[] =>
  unroll(lstm, params, xs, initial).states.map(({ h, c }) => ({ c, h }));

/** Asks for all states and makes sure of their types and shapes. */
async function ask({ call }: CheckTools, given: LstmExample): Promise<State[]> {
  const states = await call("lstmForward", given.params, given.xs, given.initial);
  expectLike("states", states, right(given));
  return states as State[];
}

exercise("X7.2", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 4));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 3);

    const states = await ask(tools, given);

    expectClose("states", states.slice(0, 1), right(given).slice(0, 1), {
      lookAt: "What stands for h₋ and for c₋ in the first time step?",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 5);

    const states = await ask(tools, given);

    // Each state is judged by the learner's own state before it, so that a wrong first state does not cost again.
    for (let t = 1; t < states.length; t++) {
      const { h, c } = states[t - 1];
      const initial = { h: matrixOf(h, given.initial.h), c: matrixOf(c, given.initial.c) };
      const [expected] = right({ ...given, xs: [given.xs[t]], initial });
      expectClose(`states[${t}]`, states[t], expected, {
        lookAt: "Are both h and c of the time step before carried on?",
      });
    }
  });

  check("d", async (tools) => {
    for (const steps of [1, 2, 7]) {
      const given = draw(tools.seed + steps, steps);

      const states = await ask(tools, given);

      expectClose("states", states, right(given));
    }
  });
});

/** What came over the pipe is plain data; this gives it the library's methods again. */
const matrixOf = (plain: Matrix, like: Matrix): Matrix => like.map((_, k) => plain.data[k]);
