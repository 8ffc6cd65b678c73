/** Checks of X1.3: how many numbers a recurrent network learns. */

import { type CountedCell, type CountedSize, countParameters } from "unrolled/analysis";
import { createRandom, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose } from "../../src/grader/grading/expectations.ts";

const cells: readonly CountedCell[] = ["rnn", "lstm", "gru", "peephole lstm"];

/** Sizes of which no two sums are alike. */
const draw = (seed: number): { input: number; hidden: number } => {
  const random = createRandom(seed);
  return { input: 11 + randomInteger(9, random), hidden: 23 + randomInteger(9, random) };
};

async function expectCount({ call }: CheckTools, cell: CountedCell, size: CountedSize): Promise<void> {
  const count = await call("countParameters", cell, size);

  expectClose(`countParameters("${cell}", ${JSON.stringify(size)})`, count, countParameters(cell, size));
}

exercise("X1.3", ({ check }) => {
  check("a", async (tools) => {
    await expectCount(tools, "rnn", draw(tools.seed));
  });

  check("b", async (tools) => {
    for (const cell of cells) await expectCount(tools, cell, draw(tools.seed));
  });

  check("c", async (tools) => {
    for (const cell of cells) await expectCount(tools, cell, { ...draw(tools.seed), biases: 2 });
  });

  check("d", async (tools) => {
    const size = draw(tools.seed);
    await expectCount(tools, "lstm", { ...size, layers: 3 });
    await expectCount(tools, "rnn", { ...size, bidirectional: true });
    await expectCount(tools, "gru", { ...size, layers: 2, bidirectional: true });
    await expectCount(tools, "peephole lstm", { ...size, layers: 3, bidirectional: true, biases: 2 });
  });
});
