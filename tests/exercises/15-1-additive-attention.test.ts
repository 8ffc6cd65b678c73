/** Checks of X15.1: additive attention. */

import { additiveAttention } from "unrolled/layers";
import { createRandom, Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { type AttentionExample, drawAttention } from "./attention-examples.ts";
import { expectRightOrOwn } from "./gates.ts";

interface Attended {
  readonly context: Matrix;
  readonly alpha: Matrix;
}

function right({ params, query, keys, masks }: AttentionExample): Attended {
  const memory = additiveAttention.prepare(params, keys, masks);
  const { context, alpha } = additiveAttention.forward(params, query, memory);
  return { context, alpha };
}

const draw = (seed: number): AttentionExample => drawAttention(createRandom(seed));

/** The same example with nothing hidden. */
const unmasked = (example: AttentionExample): AttentionExample => ({
  ...example,
  masks: example.masks.map((mask) => mask.map(() => 1)),
});

async function ask({ call }: CheckTools, example: AttentionExample): Promise<Attended> {
  const { params, query, keys, masks } = example;
  const result = await call("additiveAttention", params, query, keys, masks);
  expectLike("result", result, right(example));
  return result as Attended;
}

/** The weighted sum of the keys by the learner's own weights. */
function contextOf({ keys }: AttentionExample, { rows, cols, data }: Matrix): Matrix {
  const alpha = new Matrix(rows, cols, data as Float64Array);
  return keys.map((key, j) => key.timesColumn(alpha.columns(j, j + 1))).reduce((a, b) => a.plus(b));
}

exercise("X15.1", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed));
  });

  check("b", async (tools) => {
    const example = unmasked(draw(tools.seed));

    const { alpha } = await ask(tools, example);

    expectClose("alpha, nothing hidden", alpha, right(example).alpha, {
      lookAt:
        "Compute one score by hand: tanh of the sum of the two projections, times v. Then the softmax over the keys.",
    });
  });

  check("c", async (tools) => {
    const example = draw(tools.seed);

    const { alpha } = await ask(tools, example);

    expectClose("alpha, with padding", alpha, right(example).alpha, {
      lookAt: "A hidden key has weight 0, and the others still sum to 1. Each row has a mask of its own.",
    });
  });

  check("d", async (tools) => {
    const example = draw(tools.seed);

    const { context, alpha } = await ask(tools, example);

    await expectRightOrOwn(
      right(example).context,
      () => contextOf(example, alpha),
      (expected) =>
        expectClose("context", context, expected, {
          lookAt: "Each key, each row times its own weight, summed over the keys.",
        }),
    );
  });
});
