/** The experiments of notebook 08: where the gradient goes, a timer that sees its memory, and the stored ablation. */

import { describe, expect, it } from "vitest";
import { jacobianBlock, temporalJacobians } from "../../../src/library/analysis/temporal-jacobians.ts";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { directPath, runForgetBiasSweep } from "../../../src/library/experiments/forget-bias-sweep.ts";
import { ablationConfig, storedAblation } from "../../../src/library/experiments/lstm-ablation.ts";
import { runSpikeTimer } from "../../../src/library/experiments/spike-timer.ts";
import { unroll } from "../../../src/library/layers/recurrent.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

describe("directPath", () => {
  it("is the whole gradient of the cell state when no weights lead from h to the gates", () => {
    const random = createRandom(4);
    const size = { input: 2, hidden: 3 };
    const params = { ...lstm.initParams(size, random), Wh: new Matrix(3, 12) };
    const xs = Array.from({ length: 5 }, () => uniform(1, 2, 1, random));
    const dh = uniform(1, 3, 1, random);
    const { tape } = unroll(lstm, params, xs, lstm.initState(1, size));
    const { jacobians, columns } = temporalJacobians(lstm, params, xs, lstm.initState(1, size));

    const direct = directPath(tape, dh);

    expect(direct).toHaveLength(6);
    const full = dh.dot(jacobianBlock(jacobians[0], columns, "h", "c"));
    expect(direct[5].equals(full, 1e-15)).toBe(true);
  });
});

describe("runForgetBiasSweep", () => {
  const config = { hidden: 8, input: 2, steps: 30, biases: [-1, 1, 4, { longestLag: 30 }], seeds: [1, 2, 3] };

  it("starts every gradient at length 1, and keeps the longer the more the gates are open", () => {
    const { curves } = runForgetBiasSweep(config);

    expect(curves.map(({ name }) => name)).toEqual(["b_f = −1", "b_f = 1", "b_f = 4", "chrono"]);
    for (const { full, direct } of curves.flatMap(({ runs }) => runs)) {
      expect(full).toHaveLength(31);
      expect(full[0]).toBeCloseTo(1, 12);
      expect(direct).toHaveLength(31);
      expect(direct.every((norm, lag) => lag === 0 || norm <= direct[lag - 1])).toBe(true);
    }
    const ends = curves.map(({ runs }) => Math.max(...runs.map(({ full }) => full[30])));
    expect(ends[0]).toBeLessThan(1e-10);
    expect(ends[1]).toBeLessThan(0.1);
    expect(ends[2]).toBeGreaterThan(0.1);
    const open = curves.map(({ runs }) => runs[0].meanForget);
    expect(open[0]).toBeCloseTo(0.27, 1);
    expect(open[2]).toBeCloseTo(0.98, 1);
  });

  it("repeats itself to the last bit", () => {
    expect(runForgetBiasSweep(config)).toEqual(runForgetBiasSweep(config));
  });
});

describe("runSpikeTimer", () => {
  it("fires at every period-th time step and restarts its count", () => {
    const { h, c, f } = runSpikeTimer({ period: 4, steps: 10, sharpness: 20, peepholes: true });

    const spikes = h.flatMap((value, t) => (value > 0.5 ? [t + 1] : []));
    expect(spikes).toEqual([4, 8]);
    expect(Math.max(...h.filter((_, t) => (t + 1) % 4 !== 0))).toBeLessThan(1e-3);
    for (const [t, count] of [1, 2, 3, 4, 1, 2, 3, 4, 1, 2].entries()) expect(c[t]).toBeCloseTo(count, 3);
    expect(f[4]).toBeLessThan(1e-3);
  });

  it("counts unseen without peepholes", () => {
    const { h, c } = runSpikeTimer({ period: 4, steps: 10, sharpness: 20, peepholes: false });

    expect(Math.max(...h)).toBeLessThan(1e-9);
    expect(c[9]).toBeCloseTo(10, 9);
  });
});

describe("the stored ablation", () => {
  it("has one outcome for each variant and seed of its configuration", () => {
    const { trainings, baseline } = storedAblation;

    expect(baseline).toBe(0.25);
    expect(trainings).toHaveLength(ablationConfig.variants.length);
    for (const ofVariant of trainings) {
      expect(ofVariant.map(({ seed }) => seed)).toEqual([...ablationConfig.seeds]);
      for (const { points, solved } of ofVariant) {
        const [last] = points;
        expect(points).toHaveLength(1);
        expect(last.update).toBe(solved ?? ablationConfig.updates);
        expect(last.accuracy >= ablationConfig.solvedAt).toBe(solved !== undefined);
      }
    }
  });
});
