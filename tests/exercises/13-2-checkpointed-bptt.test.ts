/** Checks of X13.2: backpropagation through time in less memory. */

import { rnn } from "unrolled/cells";
import { backpropagate, unroll } from "unrolled/layers";
import { createRandom, type Matrix, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

type Params = RnnExample["params"];

interface Given extends RnnExample {
  readonly segment: number;
}

interface Forward {
  readonly h: Matrix;
  readonly checkpoints: Matrix[];
}

interface Gradients {
  readonly dxs: Matrix[];
  readonly dh0: Matrix;
  readonly grads: Params;
}

const draw = (seed: number, steps: number, segment: number): Given => {
  const random = createRandom(seed);
  return { ...drawRnn({ ...drawSizes(random), steps }, random), segment };
};

function rightForward({ params, xs, h0, segment }: Given): Forward {
  const { states } = unroll(rnn, params, xs, { h: h0 });
  const before = [h0, ...states.map(({ h }) => h)];
  return {
    h: before[xs.length],
    checkpoints: before.slice(0, xs.length).filter((_, t) => t % segment === 0),
  };
}

function rightBackward({ params, xs, h0, dhs }: Given): Gradients {
  const grads = zerosLike(params);
  const { tape } = unroll(rnn, params, xs, { h: h0 });
  const dStates = dhs.map((h) => ({ h }));
  const { dxs, dInitial } = backpropagate(rnn, params, tape, dStates, grads);
  return { dxs, dh0: dInitial.h, grads };
}

async function askForward({ call }: CheckTools, given: Given): Promise<Forward> {
  const result = await call("checkpointedForward", given.params, given.xs, given.h0, given.segment);
  expectLike("result", result, rightForward(given));
  return result as Forward;
}

/** Backward gets the right checkpoints, whatever the answer's own forward pass kept. */
async function askBackward({ call }: CheckTools, given: Given): Promise<Gradients> {
  const { checkpoints } = rightForward(given);
  const { params, xs, dhs, segment } = given;
  const result = await call("checkpointedBackward", params, xs, checkpoints, dhs, segment);
  expectLike("result", result, rightBackward(given));
  return result as Gradients;
}

/** T = 7 in segments of 3: two whole ones and one of a single time step. */
const [steps, segment] = [7, 3];

exercise("X13.2", ({ check }) => {
  check("a", async (tools) => {
    const given = draw(tools.seed, steps, segment);

    const { h } = await askForward(tools, given);

    expectClose("h", h, rightForward(given).h);
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, steps, segment);

    const { checkpoints } = await askForward(tools, given);

    const lookAt = "checkpoints[s] is the hidden state before time step s · S; the first is h0.";
    expectClose("checkpoints", checkpoints, rightForward(given).checkpoints, { lookAt });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 3, 3);

    const result = await askBackward(tools, given);

    expectClose("result", result, rightBackward(given), { lookAt: "One segment: this is X3.2." });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, steps, segment);

    const { dxs, dh0 } = await askBackward(tools, given);

    const lookAt = "What is carried out of a segment enters the segment before it.";
    expectClose("dxs", dxs, rightBackward(given).dxs, { order: "backward", lookAt });
    expectClose("dh0", dh0, rightBackward(given).dh0, { lookAt });
  });

  check("e", async (tools) => {
    for (const [t, s] of [
      [steps, segment],
      [8, 4],
    ] as const) {
      const given = draw(tools.seed + t, t, s);

      const { grads } = await askBackward(tools, given);

      const lookAt = "Every segment adds to the same gradients.";
      expectClose("grads", grads, rightBackward(given).grads, { lookAt });
    }
  });
});
