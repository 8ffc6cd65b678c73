/** Checks of X4.4: a singular value above 1 and a gradient that vanishes. Every W that does what is asked is right. */

import { createRandom, largestSingularValue, Matrix, type Random, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly hidden: number;
  readonly stretch: number;
}

const draw = (random: Random): Given => ({
  hidden: 2 + randomInteger(4, random),
  stretch: 1.5 + 3 * random(),
});

/** Asks for W and makes sure of its shape. */
async function ask({ call }: CheckTools, { hidden, stretch }: Given): Promise<Matrix> {
  const W = await call("vanishingCounterExample", hidden, stretch);
  expectLike("W", W, new Matrix(hidden, hidden));
  return new Matrix(hidden, hidden).map((_, k) => (W as Matrix).data[k]);
}

/** The largest absolute element of Wᵏ. */
function largestOfPower(W: Matrix, k: number): number {
  let power = W;
  for (let i = 1; i < k; i++) power = power.dot(W);
  return Math.max(...power.data.map(Math.abs));
}

function expectStretch(W: Matrix, { hidden, stretch }: Given): void {
  const sigma = largestSingularValue(W, { tolerance: 1e-9 });
  if (!(sigma >= stretch * (1 - 1e-6)))
    throw new CheckFailure(
      `σ(W) is ${sigma.toPrecision(4)} for hidden = ${hidden}, below the stretch of ${stretch.toPrecision(4)}. Is there a vector that one step makes longer by that much?`,
    );
}

function expectVanishing(W: Matrix, { hidden, stretch }: Given): void {
  const largest = largestOfPower(W, 4 * hidden);
  if (!(largest <= 1e-9))
    throw new CheckFailure(
      `For hidden = ${hidden}, stretch = ${stretch.toPrecision(4)} the largest element of W to the power ${4 * hidden} is ${largest.toPrecision(3)} (allowed: 1e-9). The eigenvalues of W decide; where do they stand in a triangular matrix?`,
    );
}

exercise("X4.4", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(createRandom(tools.seed)));
  });

  check("b", async (tools) => {
    const random = createRandom(tools.seed);
    for (let round = 0; round < 3; round++) {
      const given = draw(random);
      expectStretch(await ask(tools, given), given);
    }
  });

  check("c", async (tools) => {
    const random = createRandom(tools.seed);
    for (let round = 0; round < 3; round++) {
      const given = draw(random);
      expectVanishing(await ask(tools, given), given);
    }
  });

  check("d", async (tools) => {
    for (const given of [
      { hidden: 2, stretch: 50 },
      { hidden: 7, stretch: 2.25 },
    ]) {
      const W = await ask(tools, given);
      expectStretch(W, given);
      expectVanishing(W, given);
    }
  });
});
