import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { reluRnn } from "../../../src/library/cells/relu-rnn.ts";
import { fused } from "../../../src/library/fused/fused-layer.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import {
  fusedCells,
  largestDifference,
  promised,
  relativeDifference,
  runOnce,
  type Sequence,
} from "./parity.ts";

/** Sizes around the kernels' tiles (2 rows, 16 or 8 columns, vectors of 4 or 2) and away from them. */
const sequences = fc.record({
  steps: fc.integer({ min: 1, max: 9 }),
  batch: fc.integer({ min: 1, max: 11 }),
  input: fc.integer({ min: 1, max: 19 }),
  hidden: fc.integer({ min: 1, max: 37 }),
  dtype: fc.constantFrom("float32" as const, "float64" as const),
  masked: fc.boolean(),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

/** More rows than one block of the backward pass holds (256), and as many inner products as several blocks. */
const large: Sequence[] = [
  { steps: 2, batch: 261, input: 3, hidden: 5, dtype: "float64", masked: true, seed: 11 },
  { steps: 40, batch: 13, input: 7, hidden: 18, dtype: "float64", masked: false, seed: 12 },
  { steps: 3, batch: 5, input: 270, hidden: 66, dtype: "float32", masked: true, seed: 13 },
];

describe.each(fusedCells)("fused $name", (cell) => {
  const expectParity = (sequence: Sequence): void => {
    const explicit = runOnce(recurrent(cell), sequence);

    const got = runOnce(fused(cell), sequence);

    const { forward, backward } = promised[sequence.dtype];
    expect(largestDifference(got.outputs, explicit.outputs)).toBeLessThan(forward);
    expect(relativeDifference(got.gradients, explicit.gradients)).toBeLessThan(backward);
  };

  it("gives the states and gradients of the explicit cell, for any shape, mask and precision", () => {
    fc.assert(fc.property(sequences, expectParity), { numRuns: 40, seed: 4 });
  });

  it.each(large)("does so for $steps steps of [$batch, $input] with $hidden units", expectParity);
});

describe("fused layers as parts", () => {
  const sequence: Sequence = {
    steps: 5,
    batch: 3,
    input: 6,
    hidden: 4,
    dtype: "float64",
    masked: true,
    seed: 21,
  };

  it("stack, one value on two levels of the same shape", () => {
    const [one, two] = [fused(lstm), recurrent(lstm)];

    const got = runOnce(stacked([one, one, one]), sequence);

    const expected = runOnce(stacked([two, two, two]), sequence);
    expect(relativeDifference(got.gradients, expected.gradients)).toBeLessThan(1e-12);
    expect(largestDifference(got.outputs, expected.outputs)).toBeLessThan(1e-12);
  });

  it("read in both directions", () => {
    const got = runOnce(bidirectional(fused(lstm)), sequence);

    const expected = runOnce(bidirectional(recurrent(lstm)), sequence);
    expect(relativeDifference(got.gradients, expected.gradients)).toBeLessThan(1e-12);
    expect(largestDifference(got.outputs, expected.outputs)).toBeLessThan(1e-12);
  });

  it("go on from the state that an earlier sequence left, as truncated BPTT does", () => {
    const layer = fused(lstm);
    const size = { input: 3, hidden: 5 };
    const random = createRandom(5);
    const params = layer.initParams(size, random);
    const xs = Array.from({ length: 7 }, () => uniform(2, 3, 1, random));
    const whole = layer.forward(params, xs, layer.initState(2, size));

    const first = layer.forward(params, xs.slice(0, 4), layer.initState(2, size));
    const second = layer.forward(params, xs.slice(4), first.final);

    expect([...first.ys, ...second.ys]).toEqual(whole.ys);
    expect(second.final).toEqual(whole.final);
  });

  it("add to gradients that are there already", () => {
    const layer = fused(lstm);
    const size = { input: 2, hidden: 3 };
    const random = createRandom(6);
    const params = layer.initParams(size, random);
    const xs = [uniform(4, 2, 1, random)];
    const dys = [uniform(4, 3, 1, random)];
    const grads = zerosLike(params);
    const once = (): void => {
      const { cache } = layer.forward(params, xs, layer.initState(4, size));
      layer.backward(params, cache, { dys }, grads);
    };

    once();
    const doubled = grads.Wx.scale(2);
    once();

    expect(grads.Wx.equals(doubled, 1e-15)).toBe(true);
  });

  it("leave out the gradients of the inputs where these are data", () => {
    const layer = fused(lstm, { inputGradients: false });
    const params = layer.initParams({ input: 2, hidden: 3 }, createRandom(7));
    const grads = zerosLike(params);
    const initial = layer.initState(1, { input: 2, hidden: 3 });
    const { cache } = layer.forward(params, [new Matrix(1, 2)], initial);

    const { dxs } = layer.backward(params, cache, { dys: [Matrix.filled(1, 3, 1)] }, grads);

    expect(dxs).toEqual([]);
    expect(grads.b.norm()).toBeGreaterThan(0);
  });
});

describe("a fused layer refuses", () => {
  const layer = fused(lstm);
  const size = { input: 3, hidden: 4 };
  const params = layer.initParams(size, createRandom(8));
  const initial = layer.initState(2, size);
  const x = new Matrix(2, 3);

  it("a cell without kernels", () => {
    expect(() => fused(reluRnn)).toThrow(/no kernels for the cell .*use recurrent/);
  });

  it("a cell that bears a known name and computes something else", () => {
    expect(() => fused(createGru({ update: "chung" }))).toThrow(/another state than this cell/);
  });

  it("an empty sequence", () => {
    expect(() => layer.forward(params, [], initial)).toThrow(/sequence is empty/);
  });

  it("inputs of another shape or precision", () => {
    expect(() => layer.forward(params, [new Matrix(2, 5)], initial)).toThrow(
      "fused: expected inputs [2, 3], got [2, 5] at time step 0.",
    );
    expect(() => layer.forward(params, [x.to("float32")], initial)).toThrow(
      /parameters are float64, input 0/,
    );
  });

  it("NaN in its inputs", () => {
    expect(() => layer.forward(params, [x, Matrix.filled(2, 3, Number.NaN)], initial)).toThrow(
      /input 1 is NaN at \(0, 0\)/,
    );
  });

  it("a state of another shape", () => {
    expect(() => layer.forward(params, [x], layer.initState(1, size))).toThrow(
      /initial h: expected 8 numbers/,
    );
  });

  it("too few masks", () => {
    expect(() => layer.forward(params, [x, x], initial, { masks: [[1, 1]] })).toThrow(
      /expected 2 masks of 2/,
    );
  });

  it("too few gradients", () => {
    const { cache } = layer.forward(params, [x, x], initial);

    expect(() => layer.backward(params, cache, { dys: [] }, zerosLike(params))).toThrow(
      /dys for 2 time steps/,
    );
  });

  it("to play a tape twice", () => {
    const { cache } = layer.forward(params, [x], initial);
    const dys = [new Matrix(2, 4)];
    layer.backward(params, cache, { dys }, zerosLike(params));

    expect(() => layer.backward(params, cache, { dys }, zerosLike(params))).toThrow(/used already/);
  });
});
