/** Checks of X12.3: how many symbols fit into a state. */

import { createRandom, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly hidden: number;
  readonly levels: number;
  readonly symbols: number;
}

function right({ hidden, levels, symbols }: Given): number {
  const states = BigInt(levels) ** BigInt(hidden);
  let n = 0;
  for (let texts = BigInt(symbols); texts <= states; texts *= BigInt(symbols)) n++;
  return n;
}

async function expectCount({ call }: CheckTools, given: Given, lookAt: string): Promise<void> {
  const { hidden, levels, symbols } = given;

  const count = await call("symbolsThatFit", hidden, levels, symbols);

  expectClose(`symbolsThatFit(${hidden}, ${levels}, ${symbols})`, count, right(given), { lookAt });
}

exercise("X12.3", ({ check }) => {
  check("a", async (tools) => {
    const random = createRandom(tools.seed);
    const lookAt = "symbols^n ≤ levels^hidden: take the logarithm of both sides.";
    for (const symbols of [3, 5, 7])
      await expectCount(tools, { hidden: 11 + randomInteger(7, random), levels: 8, symbols }, lookAt);
    for (const levels of [5, 6, 10])
      await expectCount(tools, { hidden: 13 + randomInteger(9, random), levels, symbols: 3 }, lookAt);
  });

  check("b", async (tools) => {
    const lookAt = "Here it comes out even. Do the logarithms come out even, too?";
    const even = [
      { hidden: 3, levels: 4, symbols: 2 },
      { hidden: 3, levels: 10, symbols: 1000 },
      { hidden: 5, levels: 9, symbols: 3 },
      { hidden: 3, levels: 125, symbols: 5 },
    ];
    for (const given of even) await expectCount(tools, given, lookAt);
  });
});
