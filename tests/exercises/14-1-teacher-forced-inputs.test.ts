/** Checks of X14.1: what the decoder reads while it is taught. */

import { createRandom, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  /** No two ids are the same, and none is that of the start, so that every mix-up shows. */
  readonly targets: Int32Array[];
  readonly start: number;
}

function draw(seed: number): Given {
  const random = createRandom(seed);
  const batch = 3 + randomInteger(2, random);
  const steps = 5 + randomInteger(3, random);
  const first = 2 + randomInteger(5, random);
  const targets = Array.from({ length: steps }, (_, t) =>
    Int32Array.from({ length: batch }, (_, r) => first + 3 * (t * batch + r) + randomInteger(3, random)),
  );
  return { targets, start: 1 + randomInteger(first - 1, random) };
}

const right = ({ targets, start }: Given): Int32Array[] =>
  targets.map((ids, t) => (t === 0 ? ids.map(() => start) : targets[t - 1]));

async function ask({ call }: CheckTools, given: Given): Promise<Int32Array[]> {
  const result = await call("teacherForcedInputs", given.targets, given.start);
  expectLike("inputs", result, right(given));
  return result as Int32Array[];
}

exercise("X14.1", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed);

    const [first] = await ask(tools, given);

    expectClose("inputs[0]", first, right(given)[0], {
      lookAt: "Before the first token there is nothing but the start token, in every row.",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed);

    const inputs = await ask(tools, given);

    expectClose("inputs after the first time step", inputs.slice(1), right(given).slice(1), {
      lookAt: "At time step t the decoder reads the target of time step t − 1.",
    });
  });
});
