/** Checks of X10.3: the final state of a layer that reads in both directions. */

import { createRandom, type Matrix, uniform } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly output: Matrix[];
  readonly lengths: Int32Array;
}

/** Outputs with other numbers in the padding than anywhere else. */
function draw(seed: number, lengths: readonly number[]): Given {
  const random = createRandom(seed);
  const hidden = 2 + Math.floor(3 * random());
  const steps = 6;
  return {
    output: Array.from({ length: steps }, () => uniform(lengths.length, 2 * hidden, 1, random)),
    lengths: Int32Array.from(lengths),
  };
}

function right({ output, lengths }: Given): Matrix {
  const width = output[0].cols;
  return output[0].map((_, k) => {
    const t = k % width < width / 2 ? lengths[Math.floor(k / width)] - 1 : 0;
    return output[t].data[k];
  });
}

/** Asks for the state and makes sure of its shape. */
async function ask({ call }: CheckTools, given: Given): Promise<Matrix> {
  const result = await call("finalState", given.output, given.lengths);
  expectLike("the final state", result, given.output[0]);
  return result as Matrix;
}

/** The columns of one half. */
const half = ({ cols, data }: Matrix, which: 0 | 1): Float64Array =>
  (data as Float64Array).filter((_, k) => Math.floor((k % cols) / (cols / 2)) === which);

exercise("X10.3", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, [6, 6, 6]));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, [6, 6, 6]);

    const state = await ask(tools, given);

    expectClose("The backward half", half(state, 1), half(right(given), 1), {
      lookAt: "It reads from the last time step to the first. Where has it read everything?",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, [6, 6, 6]);

    const state = await ask(tools, given);

    expectClose("The forward half", half(state, 0), half(right(given), 0), {
      lookAt: "It reads from the first time step to the last.",
    });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, [4, 5, 1, 3, 2]);

    const state = await ask(tools, given);

    expectClose("The final state of examples of the lengths 4, 5, 1, 3, 2", state, right(given), {
      lookAt: "Each example has a last true time step of its own; the backward half skipped the padding.",
    });
  });
});
