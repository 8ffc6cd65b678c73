import { describe, expect, it } from "vitest";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { dropout, dropoutBackward } from "../../../src/library/layers/dropout.ts";
import { recurrent, type SequenceLayer } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import {
  asNamed,
  expectRightGradients,
  gradientErrors,
  prefixed,
  randomLike,
  randomSequence,
  weighedSum,
} from "../compare.ts";

const size = { input: 3, hidden: 4 };
const [batch, steps] = [2, 5];

/** Random weights and inputs, a loss that reads every output and the final state, and its gradient errors. */
function layerGradientErrors(
  layer: SequenceLayer,
  options: { masks?: number[][]; dropoutSeed?: number } = {},
): Record<string, number> {
  const random = createRandom(3);
  const params = randomLike(layer.initParams(size, random), random);
  const initial = randomLike(layer.initState(batch, size), random);
  const xs = randomSequence(steps, batch, size.input, random);
  const dys = randomSequence(steps, batch, layer.outputSize(size), random);
  const dFinal = randomLike(initial, random);
  const run = () =>
    layer.forward(params, xs, initial, {
      ...(options.masks && { masks: options.masks }),
      ...(options.dropoutSeed && { random: createRandom(options.dropoutSeed) }), // the same drops each time
    });
  const loss = (): number => {
    const { ys, final } = run();
    return weighedSum(asNamed("y", ys), asNamed("y", dys)) + weighedSum(final, dFinal);
  };
  const grads = zerosLike(params);

  const { dxs, dInitial } = layer.backward(params, run().cache, { dys, dFinal }, grads);

  return {
    ...gradientErrors(loss, params, grads),
    ...gradientErrors(loss, asNamed("x", xs), asNamed("x", dxs)),
    ...gradientErrors(loss, prefixed("initial ", initial), prefixed("initial ", dInitial)),
  };
}

describe.each([
  ["recurrent", recurrent(lstm)],
  ["bidirectional", bidirectional(recurrent(gru))],
  ["stacked", stacked([recurrent(lstm), recurrent(rnn), recurrent(gru)])],
  ["stacked with residuals", stacked([recurrent(rnn), recurrent(lstm), recurrent(gru)], { residual: true })],
  ["stacked bidirectional", stacked([bidirectional(recurrent(rnn)), bidirectional(recurrent(lstm))])],
  [
    "stacked with residuals and dropout",
    stacked([recurrent(gru), recurrent(rnn)], { residual: true, dropout: 0.4 }),
  ],
] as [string, SequenceLayer][])("%s", (_title, layer) => {
  it("has right gradients in parameters, inputs and initial states", () => {
    expectRightGradients(layerGradientErrors(layer, { dropoutSeed: 11 }));
  });

  it("has right gradients when padding is masked", () => {
    const masks = [
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 0],
      [0, 0],
    ];

    expectRightGradients(layerGradientErrors(layer, { masks }));
  });

  it("gives outputs of the promised width, one per time step", () => {
    const random = createRandom(4);
    const params = layer.initParams(size, random);

    const { ys } = layer.forward(
      params,
      randomSequence(steps, batch, 3, random),
      layer.initState(batch, size),
    );

    expect(ys.map(({ shape }) => shape)).toEqual(new Array(steps).fill(`[2, ${layer.outputSize(size)}]`));
  });

  it("does not let padding change what stands before it", () => {
    const random = createRandom(5);
    const params = randomLike(layer.initParams(size, random), random);
    const initial = layer.initState(1, size);
    const xs = randomSequence(3, 1, 3, random);
    const padded = [...xs, ...randomSequence(2, 1, 3, random)];

    const short = layer.forward(params, xs, initial);
    const long = layer.forward(params, padded, initial, { masks: [[1], [1], [1], [0], [0]] });

    expect(long.final).toEqual(short.final);
    expect(long.ys.slice(0, 3)).toEqual(short.ys);
  });
});

describe("a bidirectional layer", () => {
  it("has read all only in `final`: the right half of the last output has seen one time step", () => {
    const layer = bidirectional(recurrent(rnn));
    const random = createRandom(6);
    const params = layer.initParams(size, random);
    const initial = layer.initState(batch, size);
    const xs = randomSequence(steps, batch, 3, random);
    const changed = xs.with(0, xs[0].scale(-1));

    const before = layer.forward(params, xs, initial);
    const after = layer.forward(params, changed, initial);

    const rightHalf = ({ ys }: typeof before, t: number): Matrix => ys[t].columns(4, 8);
    expect(rightHalf(after, steps - 1)).toEqual(rightHalf(before, steps - 1));
    expect(rightHalf(before, 0)).toEqual(before.final["backward.h"]);
    expect(before.ys[steps - 1].columns(0, 4)).toEqual(before.final["forward.h"]);
    expect(after.final["backward.h"].equals(before.final["backward.h"])).toBe(false);
  });
});

describe("a stack", () => {
  it("adds residuals only where the width stays the same", () => {
    const layer = stacked([recurrent(rnn), recurrent(rnn)], { residual: true });
    const params = zerosLike(layer.initParams(size, createRandom(7))); // so each layer's own output is 0
    const xs = randomSequence(2, batch, 3, createRandom(8));
    const wide = stacked([recurrent(rnn), recurrent(rnn)], { residual: true });
    const square = { input: 4, hidden: 4 };
    const wideXs = randomSequence(2, batch, 4, createRandom(9));

    const narrow = layer.forward(params, xs, layer.initState(batch, size));
    const same = wide.forward(
      zerosLike(wide.initParams(square, createRandom(7))),
      wideXs,
      wide.initState(batch, square),
    );

    expect(narrow.ys[0].equals(new Matrix(batch, 4))).toBe(true); // 3 features in, 4 out: nothing to add
    expect(same.ys).toEqual(wideXs);
  });

  it("tells the gradient at each of its layers", () => {
    const layer = stacked([recurrent(rnn), recurrent(lstm)]);
    const random = createRandom(10);
    const params = layer.initParams(size, random);
    const dys = randomSequence(steps, batch, 4, random);

    const { cache } = layer.forward(
      params,
      randomSequence(steps, batch, 3, random),
      layer.initState(batch, size),
    );
    const { dLayers } = layer.backward(params, cache, { dys }, zerosLike(params));

    expect(dLayers[1]).toEqual(dys);
    expect(dLayers[0].map(({ shape }) => shape)).toEqual(new Array(steps).fill("[2, 4]"));
  });

  it("needs at least one layer", () => {
    expect(() => stacked([])).toThrow("stacked: expected at least one layer, got none.");
  });
});

describe("dropout", () => {
  it("keeps the mean and drops the right share", () => {
    const x = Matrix.filled(100, 100, 1);

    const { y } = dropout(x, 0.3, createRandom(1));

    const dropped = y.data.filter((v) => v === 0).length / 1e4;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.019); // 4 standard errors of 0.0046
    expect(Math.abs(y.sum() / 1e4 - 1)).toBeLessThan(0.027);
  });

  it("passes gradients only where it passed numbers, equally scaled", () => {
    const x = uniform(3, 4, 1, createRandom(2));
    const { y, cache } = dropout(x, 0.5, createRandom(3));

    const dx = dropoutBackward(cache, Matrix.filled(3, 4, 1));

    expect(dx.times(x)).toEqual(y);
  });

  it("does nothing without a random source, and refuses a rate of 1", () => {
    const x = uniform(2, 3, 1, createRandom(2));

    expect(dropout(x, 0.5).y).toBe(x);
    expect(dropoutBackward(undefined, x)).toBe(x);
    expect(() => dropout(x, 1, createRandom(1))).toThrow("dropout: the rate must be in [0, 1), got 1.");
  });
});
