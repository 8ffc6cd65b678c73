/** Clipping and truncation, as notebook 05 shows them. */

import { describe, expect, it } from "vitest";
import { cliffLoss, runCliff } from "../../../src/library/experiments/cliff.ts";
import { bigramTable, ngramBitsPerCharacter } from "../../../src/library/experiments/ngram-baseline.ts";
import { runTruncationBias } from "../../../src/library/experiments/truncation-bias.ts";

describe("cliffLoss", () => {
  it("has the gradient that finite differences find, beside the cliff", () => {
    const unit = { steps: 15, start: 0.5, target: 0.7 };
    const numeric = (dw: number, db: number): number =>
      (cliffLoss(unit, 4.6 + dw, -2 + db).loss - cliffLoss(unit, 4.6 - dw, -2 - db).loss) / 2e-6;

    const { dw, db } = cliffLoss(unit, 4.6, -2);

    expect(dw).toBeCloseTo(numeric(1e-6, 0), 6);
    expect(db).toBeCloseTo(numeric(0, 1e-6), 6);
  });
});

describe("runCliff", () => {
  it("never steps further with clipping than rate times the limit, and starts both walks alike", () => {
    const { walks } = runCliff({
      steps: 20,
      start: 0.5,
      target: 0.7,
      w: { from: 4, to: 5 },
      b: { from: -3, to: 0 },
      grid: 3,
      walkFrom: { w: 5, b: -1.8 },
      rate: 0.5,
      updates: 60,
      maxNorm: 0.1,
    });

    const [free, clipped] = walks;

    const stepsOf = ({ w, b }: { w: number[]; b: number[] }): number[] =>
      w.slice(1).map((value, k) => Math.hypot(value - w[k], b[k + 1] - b[k]));
    expect(Math.max(...stepsOf(clipped))).toBeLessThanOrEqual(0.05 * (1 + 1e-12));
    expect(Math.max(...stepsOf(free))).toBeGreaterThan(1);
    expect(free.losses[0]).toBe(clipped.losses[0]);
    expect(free.losses).toHaveLength(61);
  });
});

describe("runTruncationBias", () => {
  it("is the full gradient at full reach, and further off the larger the gain", () => {
    const { curves } = runTruncationBias({
      seeds: [1, 2, 3],
      input: 2,
      hidden: 10,
      steps: 20,
      gains: [0.5, 1.5],
      reaches: [2, 20],
    });

    const [small, large] = curves;

    for (const { cosines, ratios } of curves) {
      expect(cosines[1]).toBeCloseTo(1, 10);
      expect(ratios[1]).toBeCloseTo(1, 10);
    }
    expect(small.cosines[0]).toBeGreaterThan(0.9);
    expect(large.cosines[0]).toBeLessThan(small.cosines[0] - 0.2);
  });
});

describe("bigramTable", () => {
  const train = [Int32Array.of(0, 1, 2, 0), Int32Array.of(0, 1, 1, 0)];

  it("has rows that sum to 1 and gives the bits of the bigram baseline", () => {
    const heldOut = [Int32Array.of(0, 1, 2)];

    const table = bigramTable(train, { symbols: 3 });

    for (const row of table) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const bits = -(Math.log2(table[0][1]) + Math.log2(table[1][2])) / 2;
    expect(ngramBitsPerCharacter(train, heldOut, { symbols: 3, order: 2 })).toBeCloseTo(bits, 12);
  });
});
