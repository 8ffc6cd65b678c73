/** Checks of X4.3: the length of the gradient by lag. */

import { gradientNormByLag } from "unrolled/analysis";
import { rnn } from "unrolled/cells";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

interface Given extends RnnExample {
  readonly dhLast: Matrix;
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const example = drawRnn({ ...drawSizes(random), steps }, random);
  return { ...example, dhLast: example.dhs[0] };
}

const right = ({ params, xs, h0, dhLast }: Given): number[] =>
  gradientNormByLag(rnn, params, { xs, initial: { h: h0 }, dLast: { h: dhLast } }).norms;

/** Asks for the norms and makes sure that there is one for each lag. */
async function ask({ call }: CheckTools, given: Given): Promise<number[]> {
  const norms = await call("gradientNormByLag", given.params, given.xs, given.h0, given.dhLast);
  expectLike("norm", norms, right(given));
  return norms as number[];
}

exercise("X4.3", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 4));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 3);

    const norms = await ask(tools, given);

    expectClose("norm[0]", norms[0], right(given)[0], {
      lookAt: "Lag 0 is dhLast itself: √(Σ v²) over batch and units.",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 5);

    const norms = await ask(tools, given);

    expectClose("norm", norms.slice(0, 2), right(given).slice(0, 2), {
      lookAt: "One time step back: times the slope of tanh at h[T], then Whᵀ.",
    });
  });

  check("d", async (tools) => {
    for (const steps of [1, 4, 9]) {
      const given = draw(tools.seed + steps, steps);

      const norms = await ask(tools, given);

      expectClose("norm", norms, right(given), {
        lookAt: "Which state's slope belongs to which time step? Does the forward pass start from h0?",
      });
    }
  });
});
