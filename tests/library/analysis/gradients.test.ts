/** Gradient norms by lag and temporal Jacobians, against finite differences and hand-made cases. */

import { describe, expect, it } from "vitest";
import { gradientNormByLag, growthRate } from "../../../src/library/analysis/gradient-norms.ts";
import { jacobianBlock, temporalJacobians } from "../../../src/library/analysis/temporal-jacobians.ts";
import type { Cell } from "../../../src/library/cells/cell.ts";
import { gru } from "../../../src/library/cells/gru.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { identity } from "../../../src/library/numeric/initialisation.ts";
import { joinColumns } from "../../../src/library/numeric/join.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { mapNamed } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

const size = { input: 2, hidden: 3 };
const steps = 4;

function example(cell: Cell) {
  const random = createRandom(1);
  const params = cell.initParams(size, random);
  const xs = Array.from({ length: steps }, () => uniform(1, size.input, 1, random));
  const initial = mapNamed(cell.initState(1, size), ({ rows, cols }) => uniform(rows, cols, 1, random));
  return { params, xs, initial };
}

const cells: [string, Cell][] = [
  ["rnn", rnn as unknown as Cell],
  ["lstm", lstm as unknown as Cell],
  ["gru", gru as unknown as Cell],
];

describe("temporalJacobians", () => {
  it.each(cells)("of the %s agree with finite differences by the initial state and the inputs", (_, cell) => {
    const { params, xs, initial } = example(cell);
    const names = Object.keys(initial);
    const lastState = (): Matrix => {
      const last = unroll(cell, params, xs, initial).states[steps - 1];
      return joinColumns(names.map((name) => last[name]));
    };
    const numericColumn = (point: Matrix, k: number): Matrix => {
      const epsilon = 1e-5;
      const value = point.data[k];
      point.data[k] = value + epsilon;
      const above = lastState();
      point.data[k] = value - epsilon;
      const below = lastState();
      point.data[k] = value;
      return above
        .minus(below)
        .scale(1 / (2 * epsilon))
        .transpose();
    };

    const { jacobians, inputJacobians, columns } = temporalJacobians(cell, params, xs, initial);

    // central differences are off by about ε² = 1e-10 and the rounding 1e-16 / ε = 1e-11
    for (const name of names) {
      for (let k = 0; k < size.hidden; k++) {
        const column = jacobians[0].columns(columns[name][0] + k, columns[name][0] + k + 1);
        expect(column.equals(numericColumn(initial[name], k), 1e-8)).toBe(true);
      }
    }
    xs.forEach((x, t) => {
      for (let k = 0; k < size.input; k++) {
        expect(inputJacobians[t].columns(k, k + 1).equals(numericColumn(x, k), 1e-8)).toBe(true);
      }
    });
  });

  it.each(cells)("of the %s end with the identity and chain: J(T, 0) = J(T, k) J(k, 0)", (_, cell) => {
    const { params, xs, initial } = example(cell);
    const { states } = unroll(cell, params, xs, initial);

    const { jacobians } = temporalJacobians(cell, params, xs, initial);
    const early = temporalJacobians(cell, params, xs.slice(0, 2), initial).jacobians[0];
    const late = temporalJacobians(cell, params, xs.slice(2), states[1]).jacobians[0];

    expect(jacobians).toHaveLength(steps + 1);
    expect(jacobians[steps]).toEqual(identity(jacobians[0].rows));
    expect(jacobians[2].equals(late, 1e-14)).toBe(true);
    expect(jacobians[0].equals(late.dot(early), 1e-14)).toBe(true);
  });

  it("give the direct path of an LSTM as the product of its forget gates", () => {
    const { params, xs, initial } = example(lstm as unknown as Cell);
    params.Wh.data.fill(0); // no path through h
    const { tape } = unroll(lstm, params as never, xs, initial as never);

    const { jacobians, columns } = temporalJacobians(lstm as unknown as Cell, params, xs, initial);

    const product = tape.map(({ f }) => f).reduce((a, b) => a.times(b));
    const block = jacobianBlock(jacobians[0], columns, "c", "c");
    expect(block.equals(identity(3).timesRow(product), 1e-15)).toBe(true);
    expect(jacobianBlock(jacobians[0], columns, "c", "h").norm()).toBe(0);
  });

  it("take one example", () => {
    const { params, xs } = example(rnn as unknown as Cell);

    expect(() => temporalJacobians(rnn as unknown as Cell, params, xs, { h: new Matrix(2, 3) })).toThrow(
      "temporalJacobians: expected one example, h [1, …], got [2, 3].",
    );
  });
});

describe("gradientNormByLag", () => {
  it.each(cells)("of the %s is the norm of the gradient times the Jacobian", (_, cell) => {
    const { params, xs, initial } = example(cell);
    const dLast = mapNamed(initial, ({ rows, cols }, name) =>
      uniform(rows, cols, 1, createRandom(name.length)),
    );

    const { norms, parts } = gradientNormByLag(cell, params, { xs, initial, dLast });

    const { jacobians } = temporalJacobians(cell, params, xs, initial);
    const row = joinColumns(Object.values(dLast));
    jacobians.toReversed().forEach((jacobian, lag) => {
      expect(norms[lag]).toBeCloseTo(row.dot(jacobian).norm(), 13);
    });
    expect(Object.keys(parts)).toEqual(Object.keys(initial));
    expect(parts.h[0]).toBe(dLast.h.norm());
  });

  it("falls by the gain each step in a net that is nearly linear", () => {
    const { params, xs } = example(rnn as unknown as Cell);
    params.Wh = identity(3, 0.8);
    params.Wx.data.fill(0); // h stays 0, where tanh has the slope 1
    const dLast = { h: Matrix.fromRows([[1, 0, 0]]) };

    const { norms } = gradientNormByLag(rnn as unknown as Cell, params, {
      xs,
      initial: { h: new Matrix(1, 3) },
      dLast,
    });

    norms.forEach((norm, lag) => {
      expect(norm).toBeCloseTo(0.8 ** lag, 14);
    });
    expect(growthRate(norms)).toBeCloseTo(Math.log(0.8), 14);
    expect(() => growthRate([1])).toThrow(/at least two norms, got 1/);
  });
});
