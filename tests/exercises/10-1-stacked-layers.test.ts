/** Checks of X10.1: a stack of recurrent layers, forward and backward. */

import { rnn } from "unrolled/cells";
import { recurrent, stacked } from "unrolled/layers";
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

interface Given {
  /** Bottom first. */
  readonly layers: Params[];
  readonly xs: Matrix[];
  readonly h0s: Matrix[];
  readonly dOutput: Matrix[];
  readonly dhN: Matrix[];
}

interface Forward {
  readonly output: Matrix[];
  readonly hN: Matrix[];
}

interface Backward {
  readonly dxs: Matrix[];
  readonly dh0s: Matrix[];
  readonly grads: Params[];
}

/** The layers above the first have as many features as units; no two sizes of the rest are equal. */
function draw(seed: number, depth: number): Given {
  const random = createRandom(seed);
  const sizes = drawSizes(random);
  const { batch, hidden } = sizes;
  const bottom = drawRnn(sizes, random);
  const upper = Array.from({ length: depth - 1 }, () => drawRnn({ ...sizes, input: hidden }, random));
  const all = [bottom, ...upper];
  return {
    layers: all.map(({ params }) => params),
    xs: bottom.xs,
    h0s: all.map(({ h0 }) => h0),
    dOutput: bottom.dhs,
    dhN: all.map(() => uniform(batch, hidden, 1, random)),
  };
}

const named = (parts: readonly Named[]): Named =>
  Object.assign({}, ...parts.map((part, l) => withPrefix(`${l}`, part)));

function right({ layers, xs, h0s, dOutput, dhN }: Given): Forward & Backward {
  const stack = stacked(layers.map(() => recurrent(rnn)));
  const params = named(layers.map(({ Wx, Wh, b }) => ({ Wx, Wh, b })));
  const { ys, final, cache } = stack.forward(params, xs, named(h0s.map((h) => ({ h }))));
  const grads = zerosLike(params);
  const dFinal = named(dhN.map((h) => ({ h })));
  const { dxs, dInitial } = stack.backward(params, cache, { dys: dOutput, dFinal }, grads);
  return {
    output: ys,
    hN: layers.map((_, l) => final[`${l}.h`]),
    dxs,
    dh0s: layers.map((_, l) => dInitial[`${l}.h`]),
    grads: layers.map((_, l) => withoutPrefix(`${l}`, grads) as Params),
  };
}

/** Asks for output and hN and makes sure of their types and shapes. */
async function askForward({ call }: CheckTools, given: Given): Promise<Forward> {
  const result = await call("stackedForward", given.layers, given.xs, given.h0s);
  const { output, hN } = right(given);
  expectLike("result", result, { output, hN });
  return result as Forward;
}

/** Asks for the gradients and makes sure of their types and shapes. */
async function askBackward({ call }: CheckTools, given: Given): Promise<Backward> {
  const { layers, xs, h0s, dOutput, dhN } = given;
  const result = await call("stackedBackward", layers, xs, h0s, dOutput, dhN);
  const { dxs, dh0s, grads } = right(given);
  expectLike("result", result, { dxs, dh0s, grads });
  return result as Backward;
}

exercise("X10.1", ({ check }) => {
  check("a", async (tools) => {
    await askForward(tools, draw(tools.seed, 3));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 3);

    const { output } = await askForward(tools, given);

    expectClose("output", output, right(given).output, {
      lookAt:
        "Each layer reads the states of the one below at the same time step, and begins at its own h0s[l].",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, 3);

    const { hN } = await askForward(tools, given);

    expectClose("hN", hN, right(given).hN, {
      lookAt: "Bottom layer first; the last entry equals output at the last time step.",
    });
  });

  check("d", async (tools) => {
    await askBackward(tools, draw(tools.seed, 3));
  });

  check("e", async (tools) => {
    const given = draw(tools.seed, 1);

    const result = await askBackward(tools, given);

    const { dxs, dh0s, grads } = right(given);
    expectClose(
      "result",
      result,
      { dxs, dh0s, grads },
      {
        lookAt: "With one layer this is X3.2, but for dhN[0], which is added at the last time step.",
      },
    );
  });

  check("f", async (tools) => {
    const given = draw(tools.seed, 4);

    const { grads } = await askBackward(tools, given);

    const expected = right(given).grads;
    for (let l = expected.length - 1; l >= 0; l--) {
      expectClose(`The gradients of layer ${l}`, grads[l], expected[l], {
        lookAt:
          l === expected.length - 1
            ? "The top layer gets dOutput at all time steps, and its dhN at the last."
            : "What is dx for the layer above is dh for this one, at every time step; its dhN comes on top.",
      });
    }
  });

  check("g", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dh0s } = await askBackward(tools, given);

    expectClose("dh0s", dh0s, right(given).dh0s, {
      lookAt: "One for each layer, bottom first: the dInitial of that layer.",
    });
  });

  check("h", async (tools) => {
    const given = draw(tools.seed, 3);

    const { dxs } = await askBackward(tools, given);

    expectClose("dxs", dxs, right(given).dxs, { lookAt: "It is what the bottom layer hands down." });
  });
});
