/** The three ways to the gradient of notebook 03, against the library's BPTT. */

import { describe, expect, it } from "vitest";
import { rnn } from "../../../src/library/cells/rnn.ts";
import {
  contributionNorms,
  contributionsByStep,
  contributionTriangle,
} from "../../../src/library/experiments/bptt-contributions.ts";
import { runExplicitTerm } from "../../../src/library/experiments/explicit-term.ts";
import { runPathGraph } from "../../../src/library/experiments/path-graph.ts";
import { backpropagate, unroll } from "../../../src/library/layers/recurrent.ts";
import { gradientError } from "../../../src/library/numeric/gradient-check.ts";
import type { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

const size = { input: 2, hidden: 3 };
const random = createRandom(9);
const params = { ...rnn.initParams(size, random), b: uniform(1, 3, 0.5, random) };
const xs = Array.from({ length: 4 }, () => uniform(1, 2, 1, random));
const initial = { h: uniform(1, 3, 1, random) };
const { states, tape } = unroll(rnn, params, xs, initial);
const outside = states.map(() => ({ h: uniform(1, 3, 1, random) }));

function bptt(dStates: { h: Matrix }[]): Matrix {
  const grads = zerosLike(params);
  backpropagate(rnn, params, tape, dStates, grads);
  return grads.Wh;
}
const sum = (matrices: readonly Matrix[]): Matrix => matrices.reduce((a, b) => a.plus(b));

describe("runPathGraph", () => {
  it("adds three products to the derivative of the loss", () => {
    const config = { w: 0.7, u: -0.4, v: 1.2, h0: 0.3, xs: [0.5, -1, 2] };
    const loss = (w: number): number =>
      config.v * config.xs.reduce((h, x) => Math.tanh(config.u * x + w * h), config.h0);

    const { paths, total } = runPathGraph(config);

    expect(paths.map(({ enters }) => enters)).toEqual([1, 2, 3]);
    expect(total).toBeCloseTo((loss(0.7 + 1e-6) - loss(0.7 - 1e-6)) / 2e-6, 8);
  });
});

describe("contributions", () => {
  it("of all steps add up to BPTT's gradient", () => {
    expect(sum(contributionsByStep(params, tape, outside)).equals(bptt(outside), 1e-14)).toBe(true);
  });

  it("of one loss are zero after it, and add up to the gradient of that loss", () => {
    const triangle = contributionTriangle(params, tape, outside);
    const lossAt1 = (): number => unroll(rnn, params, xs, initial).states[1].h.times(outside[1].h).sum();

    const error = gradientError(lossAt1, params.Wh, sum(triangle[1]));

    expect(error).toBeLessThan(1e-7); // central differences in float64
    expect(triangle[1][2].norm()).toBe(0);
    expect(contributionNorms(["a", "b", "c", "d"], triangle).norms.map((row) => row.length)).toEqual([
      1, 2, 3, 4,
    ]);
  });
});

describe("runExplicitTerm", () => {
  it("finds exactly S_t missing from the chain through the state", () => {
    const { rows } = runExplicitTerm({ W: 0.9, s0: 2, steps: 5, epsilon: 1e-5 });

    const { numeric, throughState, explicit } = rows[4];

    expect(numeric).toBeCloseTo(7.0859, 4);
    expect(throughState).toBeCloseTo(5.9049, 4);
    expect(explicit).toBeCloseTo(2 * 0.9 ** 5, 14);
    expect(numeric - throughState).toBeCloseTo(explicit, 7);
  });
});
