/** Checks of X13.1: how much arithmetic one time step is. */

import { type CountedCell, countOperations } from "unrolled/analysis";
import { createRandom, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface StepSize {
  readonly input: number;
  readonly hidden: number;
  readonly batch: number;
}

interface Counts {
  readonly forward: number;
  readonly backward: number;
}

/** Sizes of which no two sums or products are alike. */
function draw(seed: number): StepSize {
  const random = createRandom(seed);
  return {
    batch: 3 + randomInteger(4, random),
    input: 11 + randomInteger(9, random),
    hidden: 23 + randomInteger(9, random),
  };
}

function right(cell: CountedCell, size: StepSize): Counts {
  const { forward, backward } = countOperations(cell, size);
  return { forward: forward.products, backward: backward.products };
}

async function ask({ call }: CheckTools, cell: CountedCell, size: StepSize): Promise<Counts> {
  const result = await call("flopsPerStep", cell, size);
  expectLike("result", result, right(cell, size));
  return result as Counts;
}

const name = (cell: CountedCell, size: StepSize): string =>
  `flopsPerStep("${cell}", ${JSON.stringify(size)})`;

exercise("X13.1", ({ check }) => {
  check("a", async (tools) => {
    const size = draw(tools.seed);

    const { forward } = await ask(tools, "rnn", size);

    const lookAt = "Two products: [B, D] · [D, H] and [B, H] · [H, H].";
    expectClose(`${name("rnn", size)}.forward`, forward, right("rnn", size).forward, { lookAt });
  });

  check("b", async (tools) => {
    for (const cell of ["gru", "lstm"] as const) {
      const size = draw(tools.seed + cell.length);

      const { forward } = await ask(tools, cell, size);

      const lookAt = "How many blocks of weights stand side by side in Wx and in Wh?";
      expectClose(`${name(cell, size)}.forward`, forward, right(cell, size).forward, { lookAt });
    }
  });

  check("c", async (tools) => {
    for (const cell of ["rnn", "gru", "lstm"] as const) {
      const size = draw(tools.seed + cell.length);

      const { backward } = await ask(tools, cell, size);

      const lookAt = "Write down the shapes of the products for dx, dh₋, dWx and dWh.";
      expectClose(`${name(cell, size)}.backward`, backward, right(cell, size).backward, { lookAt });
    }
  });
});
