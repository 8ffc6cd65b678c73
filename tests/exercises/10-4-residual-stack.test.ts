/**
 * Checks of X10.4: a stack with residual connections, forward and backward.
 *
 * The layers stay here: the learner's function calls them back. Each looks at all time steps up to its own, so that
 * time steps cannot be mixed up unseen.
 */

import { rnn } from "unrolled/cells";
import { recurrent, type SequenceLayer } from "unrolled/layers";
import { createRandom, type Matrix, type Random, uniform, zerosLike } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawRnn, drawSizes } from "./examples.ts";

type OverTime = (steps: Matrix[]) => Matrix[];

interface Given {
  readonly forward: OverTime[];
  /** Linear in its argument: the layers as they are at fixed inputs. */
  readonly backward: OverTime[];
  readonly xs: Matrix[];
  readonly dys: Matrix[];
  readonly ys: Matrix[];
  readonly dxs: Matrix[];
}

const steps = 4;
const layer: SequenceLayer = recurrent(rnn);

/** widths: those of the input and of each layer's output. */
function draw(seed: number, widths: readonly number[]): Given {
  const random = createRandom(seed);
  const { batch } = drawSizes(random);
  const sequence = (features: number, from: Random): Matrix[] =>
    Array.from({ length: steps }, () => uniform(batch, features, 1, from));
  const layers = widths.slice(1).map((hidden, l) => {
    const { params, h0 } = drawRnn({ batch, input: widths[l], hidden, steps }, random);
    const fixed = sequence(widths[l], random);
    const initial = { h: h0 };
    return {
      forward: (xs: Matrix[]): Matrix[] => layer.forward(params, xs, initial).ys,
      backward: (dys: Matrix[]): Matrix[] => {
        const { cache } = layer.forward(params, fixed, initial);
        return layer.backward(params, cache, { dys }, zerosLike({ ...params })).dxs;
      },
    };
  });
  const [xs, dys] = [sequence(widths[0], random), sequence(widths[widths.length - 1], random)];
  const [forward, backward] = [layers.map((each) => each.forward), layers.map((each) => each.backward)];
  return {
    forward,
    backward,
    xs,
    dys,
    ys: forward.reduce((hs, f) => added(f(hs), hs), xs),
    dxs: backward.reduceRight((ds, f) => added(f(ds), ds), dys),
  };
}

const added = (after: Matrix[], before: Matrix[]): Matrix[] =>
  after.map((m, t) => (m.cols === before[t].cols ? m.plus(before[t]) : m));

/** Asks for the outputs and makes sure of their shapes. */
async function askForward({ call }: CheckTools, { forward, xs, ys }: Given): Promise<Matrix[]> {
  const result = await call("residualForward", forward.map(asReceived), xs);
  expectLike("ys", result, ys);
  return result as Matrix[];
}

/** Asks for the gradients and makes sure of their shapes. */
async function askBackward({ call }: CheckTools, { backward, dys, dxs }: Given): Promise<Matrix[]> {
  const result = await call("residualBackward", backward.map(asReceived), dys);
  expectLike("dxs", result, dxs);
  return result as Matrix[];
}

/** The layer for matrices as they come back over the pipe, which are plain data. */
const asReceived =
  (f: OverTime): OverTime =>
  (steps) =>
    f(steps.map(({ rows, cols, data }) => uniform(rows, cols, 0, Math.random).map((_, k) => data[k])));

exercise("X10.4", ({ check }) => {
  check("a", async (tools) => {
    const given = draw(tools.seed, [3, 3, 3, 3]);

    const ys = await askForward(tools, given);

    expectClose("ys", ys, given.ys, {
      lookAt: "Each layer adds its own input to its output, at each time step.",
    });
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, [2, 5, 5, 5, 3]);

    const ys = await askForward(tools, given);

    expectClose("ys, where the first and the last layer change the width", ys, given.ys, {
      lookAt: "Compare the columns of a layer's input with those of its output.",
    });
  });

  check("c", async (tools) => {
    const given = draw(tools.seed, [4, 4, 4, 4]);

    const dxs = await askBackward(tools, given);

    expectClose("dxs", dxs, given.dxs, {
      lookAt: "The gradient of a sum goes to both of its terms: through the layer, and past it.",
    });
  });

  check("d", async (tools) => {
    const given = draw(tools.seed, [3, 6, 6, 6, 2]);

    const dxs = await askBackward(tools, given);

    expectClose("dxs, where the first and the last layer change the width", dxs, given.dxs, {
      lookAt: "Where forward added nothing, no gradient passes by.",
    });
  });
});
