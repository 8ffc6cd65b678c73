/** The experiments of notebook 01 on the untrained cell. */

import { describe, expect, it } from "vitest";
import { runInputInfluence } from "../../../src/library/experiments/input-influence.ts";
import { runParameterGrowth } from "../../../src/library/experiments/parameter-growth.ts";
import { runPhasePortrait } from "../../../src/library/experiments/phase-portrait.ts";
import { runRepeatedInput } from "../../../src/library/experiments/repeated-input.ts";

describe("runInputInfluence", () => {
  it("moves no state before the moved input, and every state from there on", () => {
    const { change } = runInputInfluence({ seed: 3, input: 2, hidden: 5, steps: 7, gain: 0.9, move: 0.1 });

    change.forEach((row, s) => {
      row.forEach((moved, t) => {
        if (t > s) expect(moved).toBe(0);
        else expect(moved).toBeGreaterThan(0);
      });
    });
  });

  it("gives the change of the last state as the sensitivity foretells for a small move", () => {
    const config = { seed: 3, input: 1, hidden: 5, steps: 7, gain: 0.9, move: 1e-6 };

    const { change, sensitivity } = runInputInfluence(config);

    sensitivity.forEach((norm, t) => {
      expect(change[6][t] / config.move).toBeCloseTo(norm, 5); // first order: the error is of the size of the move
    });
  });
});

describe("runParameterGrowth", () => {
  it("stays flat with a loop and rises by input · hidden per step without", () => {
    const { recurrent, feedForward } = runParameterGrowth({ input: 3, hidden: 4, steps: [1, 2, 10] });

    expect(recurrent).toEqual([32, 32, 32]); // 3·4 + 4·4 + 4
    expect(feedForward).toEqual([16, 28, 124]); // T·3·4 + 4
  });
});

describe("runPhasePortrait", () => {
  it("ends at the origin below gain 1 and away from it above", () => {
    const { portraits } = runPhasePortrait({
      gains: [0.7, 1.5],
      angle: 0.5,
      steps: 80,
      starts: [[0.1, 0]],
      grid: 3,
    });

    const [[small], [large]] = portraits.map(({ paths }) => paths.map((path) => path[80]));

    expect(Math.hypot(...small)).toBeLessThan(1e-9);
    expect(Math.hypot(...large)).toBeGreaterThan(0.5);
    expect(portraits[0].arrows).toHaveLength(9);
  });
});

describe("runRepeatedInput", () => {
  it("answers the same input alike without a loop, and not alike with one", () => {
    const { withLoop, withoutLoop } = runRepeatedInput({
      seed: 4,
      hidden: 3,
      steps: 6,
      inputSteps: 4,
      gain: 1.5,
    });

    expect(withoutLoop[3]).toEqual(withoutLoop[0]);
    expect(withoutLoop[4]).toEqual([0, 0, 0]);
    expect(withLoop[3]).not.toEqual(withLoop[0]);
    expect(withLoop[5].some((h) => Math.abs(h) > 0.01)).toBe(true);
  });
});
