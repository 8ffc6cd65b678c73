/** Checks of X10.2: reading in both directions, forward and backward. */

import { rnn } from "unrolled/cells";
import { bidirectional, recurrent } from "unrolled/layers";
import {
  createRandom,
  type Matrix,
  type Named,
  uniform,
  withoutPrefix,
  withPrefix,
  zerosLike,
} from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes, type RnnExample } from "./examples.ts";

type Params = RnnExample["params"];

interface Both<Part> {
  readonly forward: Part;
  readonly backward: Part;
}

interface Given {
  readonly params: Both<Params>;
  readonly xs: Matrix[];
  readonly h0: Both<Matrix>;
  readonly dOutput: Matrix[];
  readonly dhN: Both<Matrix>;
}

interface Forward {
  readonly output: Matrix[];
  readonly hN: Both<Matrix>;
}

interface Backward {
  readonly dxs: Matrix[];
  readonly dh0: Both<Matrix>;
  readonly grads: Both<Params>;
}

function draw(seed: number, steps: number): Given {
  const random = createRandom(seed);
  const sizes = { ...drawSizes(random), steps };
  const { batch, hidden } = sizes;
  const [left, right] = [drawRnn(sizes, random), drawRnn(sizes, random)];
  const final = (): Matrix => uniform(batch, hidden, 1, random);
  return {
    params: { forward: left.params, backward: right.params },
    xs: left.xs,
    h0: { forward: left.h0, backward: right.h0 },
    dOutput: left.xs.map(() => uniform(batch, 2 * hidden, 1, random)),
    dhN: { forward: final(), backward: final() },
  };
}

const named = ({ forward, backward }: Both<Named>): Named => ({
  ...withPrefix("forward", forward),
  ...withPrefix("backward", backward),
});
const states = ({ forward, backward }: Both<Matrix>): Named =>
  named({ forward: { h: forward }, backward: { h: backward } });
const both = (given: Named): Both<Matrix> => ({ forward: given["forward.h"], backward: given["backward.h"] });

function right({ params, xs, h0, dOutput, dhN }: Given): Forward & Backward {
  const layer = bidirectional(recurrent(rnn));
  const all = named({ forward: { ...params.forward }, backward: { ...params.backward } });
  const { ys, final, cache } = layer.forward(all, xs, states(h0));
  const grads = zerosLike(all);
  const { dxs, dInitial } = layer.backward(all, cache, { dys: dOutput, dFinal: states(dhN) }, grads);
  const of = (direction: string): Params => withoutPrefix(direction, grads) as Params;
  return {
    output: ys,
    hN: both(final),
    dxs,
    dh0: both(dInitial),
    grads: { forward: of("forward"), backward: of("backward") },
  };
}

/** Asks for output and hN and makes sure of their types and shapes. */
async function askForward({ call }: CheckTools, given: Given): Promise<Forward> {
  const result = await call("bidirectionalForward", given.params, given.xs, given.h0);
  const { output, hN } = right(given);
  expectLike("result", result, { output, hN });
  return result as Forward;
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function askBackward({ call }: CheckTools, given: Given): Promise<Backward> {
  const { params, xs, h0, dOutput, dhN } = given;
  const result = await call("bidirectionalBackward", params, xs, h0, dOutput, dhN);
  const { dxs, dh0, grads } = right(given);
  expectLike("result", result, { dxs, dh0, grads });
  return result as Backward;
}

exercise("X10.2", ({ check }) => {
  check("a", async (tools) => {
    await askForward(tools, draw(tools.seed, 3));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 4);

    const { output } = await askForward(tools, given);

    const expected = right(given).output;
    const hidden = given.h0.forward.cols;
    const half = (list: Matrix[], from: number): Matrix[] =>
      list.map((m, t) => {
        const like = expected[t].columns(from, from + hidden);
        return like.map((_, k) => m.data[Math.floor(k / hidden) * 2 * hidden + from + (k % hidden)]);
      });
    expectClose("The left half of output", half(output, 0), half(expected, 0), {
      lookAt: "It holds the states of the direction that reads from the left.",
    });
    expectClose("The right half of output", half(output, hidden), half(expected, hidden), {
      order: "backward",
      lookAt:
        "The backward direction reads xs[T − 1] first; its state at time step t belongs into output[t].",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 3);

    const { hN } = await askForward(tools, given);

    expectClose("hN", hN, right(given).hN, {
      lookAt: "Where has the backward direction read all inputs: at the last time step, or at the first?",
    });
  });

  check("d", async (tools) => {
    await askBackward(tools, draw(tools.seed, 3));
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await askBackward(tools, given);

    expectClose("grads.forward", grads.forward, right(given).grads.forward, {
      lookAt: "The left half of dOutput, and dhN.forward at the last time step.",
    });
  });

  check("f", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await askBackward(tools, given);

    expectClose("grads.backward", grads.backward, right(given).grads.backward, {
      lookAt:
        "The right half of dOutput in the order in which this direction reads, and dhN.backward where it ends.",
    });
  });

  check("g", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dh0 } = await askBackward(tools, given);

    expectClose("dh0", dh0, right(given).dh0, { lookAt: "One dInitial for each direction." });
  });

  check("h", async (tools) => {
    const given = draw(tools.seed, 5);

    const { dxs } = await askBackward(tools, given);

    expectClose("dxs", dxs, right(given).dxs, {
      lookAt: "x[t] is read twice, once by each direction: two gradients, of the same time step.",
    });
  });
});
