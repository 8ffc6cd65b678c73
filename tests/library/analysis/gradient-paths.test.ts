/** The gradient of one recurrent weight, path by path. */

import { describe, expect, it } from "vitest";
import { gradientPaths, pathCount } from "../../../src/library/analysis/gradient-paths.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { backpropagate, completeGradients, unroll } from "../../../src/library/layers/recurrent.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { randomSequence } from "../compare.ts";

const size = { input: 2, hidden: 3 };
const random = createRandom(9);
const params = { ...rnn.initParams(size, random), b: uniform(1, 3, 0.5, random) };
const { states, tape } = unroll(rnn, params, randomSequence(4, 1, 2, random), {
  h: uniform(1, 3, 1, random),
});
const dhLast = uniform(1, 3, 1, random);

describe("gradientPaths", () => {
  it("visits 27 + 9 + 3 + 1 paths, whose products add up to BPTT's gradient of every weight", () => {
    const grads = zerosLike(params);
    backpropagate(rnn, params, tape, completeGradients(states, [{}, {}, {}, { h: dhLast }]), grads);

    for (let row = 0; row < 3; row++) {
      for (let col = 0; col < 3; col++) {
        const paths = gradientPaths(params, tape, dhLast, { row, col });

        expect(paths).toHaveLength(40);
        const total = paths.reduce((all, { product }) => all + product, 0);
        expect(Math.abs(total - grads.Wh.at(row, col))).toBeLessThan(1e-14); // rounding of 40 addends below 1
      }
    }
    expect(pathCount(3, 4)).toBe(40);
  });

  it("tells where each path enters, which units it visits, and its factors", () => {
    const [first] = gradientPaths(params, tape, dhLast, { row: 2, col: 1 });

    expect(first.enters).toBe(1);
    expect(first.units).toEqual([1, 0, 0, 0]);
    expect(first.factors).toHaveLength(2 + 3 + 1); // h₋ and the slope where it enters, one per step, ∂L/∂h_T
    expect(first.product).toBe(first.factors.reduce((a, b) => a * b));
  });

  it("takes one example", () => {
    expect(() => gradientPaths(params, tape, new Matrix(2, 3), { row: 0, col: 0 })).toThrow(
      "gradientPaths: expected one example, dhLast [1, 3], got [2, 3].",
    );
    expect(() => gradientPaths(params, [], dhLast, { row: 0, col: 0 })).toThrow("the tape is empty");
  });
});
