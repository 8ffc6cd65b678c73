/** The small experiments of chapters 14 and 15: marginal copies, beams, ways back, and a head set by hand. */

import { describe, expect, it } from "vitest";
import { runBeamTree, tableStepper } from "../../../src/library/experiments/beam-tree.ts";
import { runMarginalCopy } from "../../../src/library/experiments/marginal-copy.ts";
import { runMirrorHead } from "../../../src/library/experiments/mirror-head.ts";
import { runSourceGradient } from "../../../src/library/experiments/source-gradient.ts";
import { beamSearch } from "../../../src/library/models/beam-search.ts";

const joint = [
  [0.3, 0.1],
  [0.15, 0.45],
];

describe("runMarginalCopy", () => {
  it("ends at the mixture that the formula gives, and at the truth only with the truth", () => {
    const { conditional, marginal, runs } = runMarginalCopy({
      joint,
      truthShares: [1, 0.4, 0],
      updates: 1500,
      rate: 0.1,
    });

    for (const { conditional: learned, formula } of runs)
      learned.forEach((row, z) => {
        row.forEach((p, b) => {
          expect(p).toBeCloseTo(formula[z][b], 8);
        });
      });
    expect(runs[0].conditional[1][0]).toBeCloseTo(conditional[1][0], 8);
    expect(runs[2].conditional[0][1]).toBeCloseTo(marginal[1], 8);
    expect(runs[0].divergence).toBeCloseTo(0, 10);
    expect(runs[2].divergence).toBeGreaterThan(runs[1].divergence);
  });

  it("refuses what is no distribution", () => {
    const wrong = { truthShares: [1], updates: 1, rate: 0.1 };

    expect(() => runMarginalCopy({ ...wrong, joint: [[0.5, 0.4]] })).toThrow(/square and positive/);
    expect(() => runMarginalCopy({ ...wrong, joint: [[0.5]] })).toThrow(/the sum 0.5/);
  });
});

describe("runBeamTree", () => {
  const stepper = tableStepper([
    [0, 0, 0.6, 0.4],
    [0, 1, 0, 0],
    [0, 0.4, 0.3, 0.3],
    [0, 0.9, 0.05, 0.05],
  ]);
  const marks = { start: 0, end: 1, maxLength: 3 };
  const names = ["<start>", "<end>", "A", "B"];

  it.each([1, 2, 3, 4])("keeps with a width of %i what beamSearch finds", (width) => {
    const { nodes } = runBeamTree(stepper, { ...marks, width, shown: 2, names });

    const finished = nodes.filter((node) => node.finished && node.kept).map(({ probability }) => probability);
    const found = beamSearch(stepper, { ...marks, width, lengthPenalty: 0 });
    const best = finished.sort((a, b) => b - a).slice(0, width);
    expect(best.length).toBe(found.length);
    best.forEach((probability, k) => {
      expect(Math.log(probability)).toBeCloseTo(found[k].logProbability, 12);
    });
  });

  it("gives every node but the root a parent that was kept", () => {
    const { nodes } = runBeamTree(stepper, { ...marks, width: 2, shown: 3, names });

    for (const { id, parent, depth } of nodes.slice(1)) {
      expect(parent).toBeLessThan(id);
      expect(nodes[parent!].kept).toBe(true);
      expect(nodes[parent!].depth).toBe(depth - 1);
    }
  });
});

describe("runSourceGradient", () => {
  it("finds the gradient fading with the length of the way, unless there is attention", () => {
    const { runs } = runSourceGradient({ seeds: [1, 2], length: 8, features: 4, hidden: 8 });

    const [without, withAttention] = runs;
    expect(without.cells).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
    expect(without.norms[7]).toBeLessThan(without.norms[0] / 50);
    expect(withAttention.norms[7]).toBeGreaterThan(withAttention.norms[0] / 20);
  });
});

describe("runMirrorHead", () => {
  it("reverses any text in one step", () => {
    const text = [2, 0, 3, 3, 1];

    const { said, alphas } = runMirrorHead({ text, symbols: 4, sharpness: 12 });

    expect(said).toEqual([1, 3, 3, 0, 2]);
    alphas.forEach((row, t) => {
      expect(row[4 - t]).toBeGreaterThan(0.999);
    });
  });
});
