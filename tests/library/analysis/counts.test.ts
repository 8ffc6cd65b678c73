/** Parameter and operation counts against the cells themselves; half-lives and gate statistics by hand. */

import { afterEach, describe, expect, it, vi } from "vitest";
import { countActivations } from "../../../src/library/analysis/activation-count.ts";
import { gateStatistics } from "../../../src/library/analysis/gate-statistics.ts";
import {
  autocorrelation,
  forgetBiasForHalfLife,
  halfLife,
  halfLifeOfForgetBias,
  keepForHalfLife,
  measuredHalfLife,
} from "../../../src/library/analysis/half-life.ts";
import { countOperations } from "../../../src/library/analysis/operation-count.ts";
import { type CountedCell, countParameters } from "../../../src/library/analysis/parameter-count.ts";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { gru } from "../../../src/library/cells/gru.ts";
import { createGruResetBefore } from "../../../src/library/cells/gru-reset-before.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { peepholeLstm } from "../../../src/library/cells/peephole-lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { bidirectional } from "../../../src/library/layers/bidirectional.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { recurrent } from "../../../src/library/layers/sequence-layer.ts";
import { stacked } from "../../../src/library/layers/stacked.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { countNumbers, mapNamed, zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

const cells: Record<CountedCell, Cell> = {
  rnn: rnn as unknown as Cell,
  lstm: lstm as unknown as Cell,
  "peephole lstm": peepholeLstm as unknown as Cell,
  gru: gru as unknown as Cell,
  "gru, reset before": createGruResetBefore() as unknown as Cell,
};
const size = { input: 3, hidden: 5 };

describe("countParameters", () => {
  it.each(Object.keys(cells) as CountedCell[])(
    "counts what a %s has, stacked and in both directions too",
    (kind) => {
      const layer = recurrent(cells[kind]);
      const deep = stacked([bidirectional(layer), bidirectional(layer), bidirectional(layer)]);

      expect(countParameters(kind, size)).toBe(countNumbers(cells[kind].initParams(size, createRandom(1))));
      expect(countParameters(kind, { ...size, layers: 3, bidirectional: true })).toBe(
        countNumbers(deep.initParams(size, createRandom(1))),
      );
    },
  );

  it.each([
    // PyTorch: sum(p.numel() for p in nn.LSTM(16, 32).parameters()), and so on
    ["lstm", { biases: 2 }, 6400],
    ["gru", { biases: 2 }, 4800],
    ["rnn", { biases: 2 }, 1600],
    ["lstm", { biases: 2, layers: 2, bidirectional: true }, 37_888],
    // one bias
    ["rnn", {}, 1568],
    ["gru, reset before", {}, 4704],
    ["gru", {}, 4736],
    ["lstm", {}, 6272],
    ["peephole lstm", {}, 6368],
    ["lstm", { layers: 2 }, 14_592],
    ["lstm", { layers: 2, bidirectional: true }, 37_376],
  ] as const)("of a %s with 16 inputs and 32 units, %o, is %i", (kind, options, count) => {
    expect(countParameters(kind, { input: 16, hidden: 32, ...options })).toBe(count);
  });

  it("refuses sizes that are none", () => {
    expect(() => countParameters("rnn", { input: 0, hidden: 3 })).toThrow(/input .* at least 1, got 0/);
  });
});

describe("countOperations", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(Object.keys(cells) as CountedCell[])("counts the products that a %s makes", (kind) => {
    const cell = cells[kind];
    const random = createRandom(2);
    const batch = 4;
    const params = cell.initParams(size, random);
    let operations = 0;
    const dot = Matrix.prototype.dot;
    vi.spyOn(Matrix.prototype, "dot").mockImplementation(function (this: Matrix, other: Matrix) {
      operations += 2 * this.rows * this.cols * other.cols;
      return dot.call(this, other);
    });

    const { state, cache } = cell.forward(params, uniform(batch, 3, 1, random), cell.initState(batch, size));
    const forward = operations;
    cell.backward(params, cache, state, zerosLike(params));

    const counted = countOperations(kind, { ...size, batch });
    expect(counted.forward.products).toBe(forward);
    expect(counted.backward.products).toBe(operations - forward);
    expect(counted.forward.total).toBe(forward + counted.forward.elementwise);
  });

  it.each(Object.keys(cells) as CountedCell[])("counts the other operations of a %s", (kind) => {
    const cell = cells[kind];
    const random = createRandom(3);
    const params = cell.initParams(size, random);
    const [x, initial] = [uniform(4, 3, 1, random), cell.initState(4, size)];
    let operations = 0;
    const methods = ["plus", "plusRow", "times", "timesRow", "sigmoid", "tanh", "map"] as const;
    for (const name of methods) {
      const original = Matrix.prototype[name] as (...given: unknown[]) => Matrix;
      vi.spyOn(Matrix.prototype, name).mockImplementation(function (this: Matrix, ...given: unknown[]) {
        operations += this.data.length;
        return original.apply(this, given);
      } as never);
    }

    cell.forward(params, x, initial);

    expect(countOperations(kind, { ...size, batch: 4 }).forward.elementwise).toBe(operations);
  });

  it("refuses sizes that are none", () => {
    expect(() => countOperations("rnn", { input: 1, hidden: 3, batch: 0.5 })).toThrow(/batch .* got 0.5/);
  });
});

describe("countActivations", () => {
  const held = (matrices: Iterable<Matrix>): number =>
    [...new Set(matrices)].reduce((sum, { data }) => sum + data.length, 0);

  it.each(Object.keys(cells) as CountedCell[])("counts what the tape of a %s holds", (kind) => {
    const cell = cells[kind];
    const [batch, steps] = [2, 7];
    const random = createRandom(4);
    const xs = Array.from({ length: steps }, () => uniform(batch, 3, 1, random));
    const params = cell.initParams(size, random);

    const { tape } = unroll(cell, params, xs, cell.initState(batch, size));

    const matrices = tape.map((cache) => Object.values(cache as Record<string, Matrix>));
    const { perStep, total } = countActivations(kind, { ...size, batch, steps });
    expect(total).toBe(held(matrices.flat()));
    expect(total - countActivations(kind, { ...size, batch, steps: steps - 1 }).total).toBe(perStep);
  });

  it("of segments is the inputs, a state per segment and the tape of one", () => {
    const cell = cells.lstm;
    const [batch, steps, segment] = [2, 7, 3];
    const random = createRandom(5);
    const xs = Array.from({ length: steps }, () => uniform(batch, 3, 1, random));
    const params = cell.initParams(size, random);
    const { states } = unroll(cell, params, xs, cell.initState(batch, size));

    const starts = [cell.initState(batch, size), states[2], states[5]];
    const { tape } = unroll(cell, params, xs.slice(0, segment), starts[0]);

    const kept = tape.flatMap((cache) => Object.values(cache as Record<string, Matrix>));
    const saved = starts.map((state) => mapNamed(state, (matrix) => matrix.copy()));
    expect(countActivations("lstm", { ...size, batch, steps, segment }).total).toBe(
      held([...xs, ...kept, ...saved.flatMap((state) => Object.values(state))]),
    );
  });

  it("is least near segments of √T time steps, where the state is the whole of what is saved", () => {
    const totals = Array.from(
      { length: 100 },
      (_, k) => countActivations("rnn", { ...size, steps: 100, segment: k + 1 }).total,
    );

    expect(totals.indexOf(Math.min(...totals)) + 1).toBe(10);
    expect(Math.min(...totals)).toBe(100 * 3 + 5 * (10 + 10 + 1));
  });

  it("refuses sizes that are none", () => {
    expect(() => countActivations("gru", { ...size, steps: 0 })).toThrow(/steps .* at least 1, got 0/);
    expect(() => countActivations("gru", { ...size, steps: 4, segment: 0 })).toThrow(/segment .* got 0/);
  });
});

describe("halfLife", () => {
  it("is the time after which half is left", () => {
    expect(halfLife(0.5)).toBe(1);
    expect(0.9 ** halfLife(0.9)).toBeCloseTo(0.5, 14);
    expect(halfLife(1)).toBe(Number.POSITIVE_INFINITY);
    expect(halfLife(0)).toBe(0);
    expect(() => halfLife(1.1)).toThrow(/0 … 1, got 1.1/);
  });

  it("goes from share to bias and back", () => {
    expect(halfLife(keepForHalfLife(40))).toBeCloseTo(40, 10);
    expect(halfLifeOfForgetBias(forgetBiasForHalfLife(100))).toBeCloseTo(100, 9);
    expect(halfLifeOfForgetBias(0)).toBe(1);
    expect(() => keepForHalfLife(0)).toThrow(/above 0 time steps, got 0/);
  });

  it("is measured from a curve", () => {
    const curve = Array.from({ length: 30 }, (_, lag) => 3 * 0.8 ** lag);

    // straight lines between the points stay within 0.02 steps of the exponential here
    expect(Math.abs(measuredHalfLife(curve) - halfLife(0.8))).toBeLessThan(0.02);
    expect(measuredHalfLife([1, 0.9, 0.8])).toBe(Number.POSITIVE_INFINITY);
  });

  it("of a noisy memory shows in its autocorrelation", () => {
    const random = createRandom(3);
    const series = [0];
    for (let t = 1; t < 20_000; t++) series.push(0.9 * series[t - 1] + random() - 0.5);

    const rho = autocorrelation(series, 20);

    expect(rho[0]).toBe(1);
    // the standard error of ρ(1) is √((1 − 0.9²) / n) = 0.003
    expect(Math.abs(rho[1] - 0.9)).toBeLessThan(0.015);
    expect(Math.abs(measuredHalfLife(rho) - halfLife(0.9))).toBeLessThan(1);
    expect(() => autocorrelation([1, 2], 2)).toThrow(/0 … 1 for 2 values, got 2/);
    expect(() => autocorrelation([4, 4], 1)).toThrow(/all values are equal/);
  });
});

describe("gateStatistics", () => {
  it("counts open and shut gates, over all and by unit", () => {
    const gates = [Matrix.fromRows([[0.05, 0.95]]), Matrix.fromRows([[0.5, 0.99]])];

    const statistics = gateStatistics(gates, { bins: 2 });

    expect(statistics.mean).toBeCloseTo((0.05 + 0.95 + 0.5 + 0.99) / 4, 14);
    expect(statistics).toMatchObject({ shut: 0.25, open: 0.5, unitShut: [0.5, 0], unitOpen: [0, 1] });
    expect(statistics.histogram).toEqual([0.25, 0.75]);
  });

  it("refuses what is no gate", () => {
    expect(() => gateStatistics([Matrix.fromRows([[-0.2]])])).toThrow(/got -0.2; choose i, f, o, r or z/);
    expect(() => gateStatistics([])).toThrow(/no time step/);
  });
});
