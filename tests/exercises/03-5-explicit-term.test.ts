/** Checks of X3.5: the term that is easily forgotten. */

import { createRandom } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Parts {
  readonly explicit: number;
  readonly throughState: number;
  readonly total: number;
}

interface Given {
  readonly w: number;
  readonly s0: number;
  readonly steps: number;
}

/** Weights on both sides of 1, and of both signs. */
function draw(seed: number): Given[] {
  const random = createRandom(seed);
  return [0.6, -0.7, 1.1].map((from, i) => ({
    w: from + 0.2 * random(),
    s0: 1.5 + random(),
    steps: [5, 4, 7][i],
  }));
}

/** In closed form: L = wᵗ⁺¹ s0. */
function right({ w, s0, steps }: Given): Parts {
  const explicit = w ** steps * s0;
  return { explicit, throughState: steps * explicit, total: (steps + 1) * explicit };
}

/** Checks one part for all inputs. */
async function expectPart({ call, seed }: CheckTools, part: keyof Parts, lookAt: string): Promise<void> {
  for (const given of draw(seed)) {
    const result = await call("explicitTerm", given.w, given.s0, given.steps);

    expectLike("result", result, right(given));
    expectClose(part, (result as Parts)[part], right(given)[part], { lookAt });
  }
}

exercise("X3.5", ({ check }) => {
  check("a", async (tools) => {
    await expectPart(tools, "explicit", "L = w s: hold s fixed and differentiate by w.");
  });

  check("b", async (tools) => {
    await expectPart(
      tools,
      "throughState",
      "Every time step has its own w: s[t] = w s[t−1] is a product of two things that depend on w.",
    );
  });

  check("c", async (tools) => {
    await expectPart(tools, "total", "The sum of the two parts. Compare with (L(w + ε) − L(w − ε)) / 2ε.");
  });
});
