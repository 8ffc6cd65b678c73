/** The closed forms of the vanilla net's Jacobians, against finite differences and against any cell's way to them. */

import { describe, expect, it } from "vitest";
import {
  inputJacobians,
  jacobiansToLast,
  stateJacobian,
} from "../../../src/library/analysis/state-jacobian.ts";
import { temporalJacobians } from "../../../src/library/analysis/temporal-jacobians.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

const size = { input: 2, hidden: 3 };
const random = createRandom(4);
const params = { ...rnn.initParams(size, random), b: uniform(1, 3, 0.5, random) };
const xs = Array.from({ length: 4 }, () => uniform(1, 2, 1, random));
const initial = { h: uniform(1, 3, 1, random) };
const { tape } = unroll(rnn, params, xs, initial);

/** Row i, column j: ∂(last state)[i] / ∂point[j], by central differences. */
function numericJacobian(lastState: () => Matrix, point: Matrix): Matrix {
  const columns = Array.from(point.data, (value, j) => {
    const at = (v: number): Matrix => {
      point.data[j] = v;
      return lastState();
    };
    const slope = at(value + 1e-5)
      .minus(at(value - 1e-5))
      .scale(1 / 2e-5);
    point.data[j] = value;
    return slope;
  });
  return Matrix.fromRows(columns.map((column) => column.toRows()[0])).transpose();
}
const lastState = (): Matrix => unroll(rnn, params, xs, initial).states[3].h;

describe("Jacobians of the vanilla network", () => {
  it("agree with finite differences for one step", () => {
    const oneStep = (): Matrix => rnn.forward(params, xs[0], initial).state.h;

    const jacobian = stateJacobian(params.Wh, tape[0].h);

    expect(jacobian.equals(numericJacobian(oneStep, initial.h), 1e-9)).toBe(true); // central: error about 1e-11
  });

  it("agree with finite differences over all steps, for the initial state and each input", () => {
    const byState = jacobiansToLast(params, tape);
    const byInput = inputJacobians(params, tape);

    expect(byState[0].equals(numericJacobian(lastState, initial.h), 1e-9)).toBe(true);
    expect(byState).toHaveLength(5);
    xs.forEach((x, t) => {
      expect(byInput[t].equals(numericJacobian(lastState, x), 1e-9)).toBe(true);
    });
  });

  it("are those that backpropagation finds for any cell", () => {
    const products = jacobiansToLast(params, tape);
    const byInput = inputJacobians(params, tape);

    const general = temporalJacobians(rnn, params, xs, initial);

    // the same products, added up in another order
    general.jacobians.forEach((jacobian, k) => {
      expect(jacobian.equals(products[k], 1e-15)).toBe(true);
    });
    general.inputJacobians.forEach((jacobian, t) => {
      expect(jacobian.equals(byInput[t], 1e-15)).toBe(true);
    });
  });

  it("refuse a batch and an empty tape", () => {
    expect(() => stateJacobian(params.Wh, new Matrix(2, 3))).toThrow("expected one example");
    expect(() => jacobiansToLast(params, [])).toThrow("the tape is empty");
  });
});
