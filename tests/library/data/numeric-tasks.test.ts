/** Tasks over numbers: adding, latch, parity, spike timing. Baselines are compared with a large sample. */

import { describe, expect, it } from "vitest";
import { addingBaseline, makeAdding } from "../../../src/library/data/adding.ts";
import { latchBaseline, latchCeiling, makeLatch } from "../../../src/library/data/latch.ts";
import { makeParity, parityBaseline } from "../../../src/library/data/parity.ts";
import { makeSineMix, sineMixBaseline } from "../../../src/library/data/sine-mix.ts";
import { makeSpikeTiming, spikeTimingBaseline } from "../../../src/library/data/spike-timing.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

/** Five standard errors of a share near 1/2 in a sample of n: a right formula fails once in a million seeds. */
const shareTolerance = (n: number): number => (5 * 0.5) / Math.sqrt(n);

describe("makeAdding", () => {
  it("marks one number in each half and asks for their sum", () => {
    const { inputs, targets } = makeAdding({ steps: 7, batch: 50 }, createRandom(1));

    expect(inputs).toHaveLength(7);
    for (let r = 0; r < 50; r++) {
      const marked = inputs
        .map((x) => x.row(r).data)
        .flatMap(([u, mark], t) => (mark === 1 ? [{ u, t }] : []));
      expect(marked).toHaveLength(2);
      expect(marked[0].t).toBeLessThan(3);
      expect(marked[1].t).toBeGreaterThanOrEqual(3);
      expect(targets.at(r, 0)).toBe(marked[0].u + marked[1].u);
    }
  });

  it("has the baseline's error when the answer is always 1", () => {
    const { targets } = makeAdding({ steps: 2, batch: 100_000 }, createRandom(2));

    const squared = targets.map((target) => (target - addingBaseline.answer) ** 2);

    // (s - 1)² of a triangular s has the deviation √(1/15 - 1/36) = 0.197; five standard errors
    expect(Math.abs(squared.sum() / 100_000 - addingBaseline.meanSquaredError)).toBeLessThan(
      (5 * 0.197) / Math.sqrt(100_000),
    );
  });

  it("repeats itself for a seed and differs for another", () => {
    const size = { steps: 5, batch: 3 };

    expect(makeAdding(size, createRandom(3))).toEqual(makeAdding(size, createRandom(3)));
    expect(makeAdding(size, createRandom(3))).not.toEqual(makeAdding(size, createRandom(4)));
  });

  it("says which size is wrong", () => {
    expect(() => makeAdding({ steps: 1, batch: 3 }, createRandom(1))).toThrow(
      "makeAdding: steps must be a whole number of at least 2, got 1.",
    );
    expect(() => makeAdding({ steps: 4, batch: 0 }, createRandom(1))).toThrow(/batch must be .* got 0/);
  });
});

describe("makeLatch", () => {
  it("starts with plus or minus one and goes on without the class", () => {
    const { inputs, labels } = makeLatch({ steps: 6, batch: 40, informative: 2, noise: 0 }, createRandom(5));

    labels.forEach((label, r) => {
      expect(inputs.map((x) => x.at(r, 0))).toEqual(
        [2 * label - 1, 2 * label - 1, 0, 0, 0, 0].map((v) => v + 0),
      );
    });
  });

  it("can be told by the sign of the informative sum as often as the ceiling says", () => {
    const config = { steps: 2, batch: 50_000, informative: 2, noise: 1.5 };
    const { inputs, labels } = makeLatch(config, createRandom(6));

    let right = 0;
    labels.forEach((label, r) => {
      if (inputs[0].at(r, 0) + inputs[1].at(r, 0) > 0 === (label === 1)) right++;
    });

    expect(Math.abs(right / 50_000 - latchCeiling(config))).toBeLessThan(shareTolerance(50_000));
  });

  it("has the ceiling Φ(1/√0.2) by default, and 1 without noise", () => {
    expect(latchCeiling()).toBeCloseTo(0.9873263406612659, 12); // Φ(√5) from a table
    expect(latchCeiling({ noise: 0 })).toBe(1);
    expect(latchBaseline.crossEntropy).toBe(Math.log(2));
  });

  it("refuses negative noise and too few steps", () => {
    expect(() => makeLatch({ steps: 3, batch: 2, noise: -1 }, createRandom(1))).toThrow(/noise .* got -1/);
    expect(() => makeLatch({ steps: 3, batch: 2, informative: 4 }, createRandom(1))).toThrow(
      /steps .* at least 4/,
    );
  });
});

describe("makeParity", () => {
  it("counts ones modulo two, step by step", () => {
    const { inputs, targets } = makeParity({ steps: 9, batch: 20 }, createRandom(7));

    for (let r = 0; r < 20; r++) {
      let ones = 0;
      inputs.forEach((x, t) => {
        ones += x.at(r, 0);
        expect(targets[t][r]).toBe(ones % 2);
      });
    }
  });

  it("is known from the bit at the first step and a fair coin later", () => {
    const [steps, batch] = [3, 40_000];
    const { inputs, targets } = makeParity({ steps, batch }, createRandom(8));

    let right = 0; // the answer "the bit itself" is as good as any without memory
    inputs.forEach((x, t) => {
      for (let r = 0; r < batch; r++) if (x.at(r, 0) === targets[t][r]) right++;
    });

    expect(parityBaseline(steps).accuracy).toBeCloseTo(2 / 3, 12);
    expect(Math.abs(right / (steps * batch) - parityBaseline(steps).accuracy)).toBeLessThan(
      shareTolerance(batch),
    );
  });
});

describe("makeSpikeTiming", () => {
  it("puts two spikes at the labelled distance", () => {
    const delays: [number, number] = [3, 5];
    const { inputs, labels } = makeSpikeTiming({ steps: 11, batch: 60, delays }, createRandom(9));

    labels.forEach((label, r) => {
      const spikes = inputs.flatMap((x, t) => (x.at(r, 0) === 1 ? [t] : []));
      expect(spikes).toHaveLength(2);
      expect(spikes[1] - spikes[0]).toBe(delays[label]);
    });
  });

  it("lets the second spike's time alone tell as much as the baseline says", () => {
    const size = { steps: 9, delays: [3, 5] as [number, number] }; // R = 4, s = 2: 3/4
    const batch = 50_000;
    const { inputs, labels } = makeSpikeTiming({ ...size, batch }, createRandom(10));

    let right = 0;
    labels.forEach((label, r) => {
      const last = inputs.findLastIndex((x) => x.at(r, 0) === 1);
      if ((last < 5 ? 0 : 1) === label) right++; // times 3, 4 say delay 3; 7, 8 say delay 5; between, a coin
    });

    expect(spikeTimingBaseline(size)).toEqual({ guess: 0.5, lastSpike: 0.75 });
    expect(Math.abs(right / batch - 0.75)).toBeLessThan(shareTolerance(batch));
  });

  it("refuses a sequence that is too short for the longer delay", () => {
    expect(() => makeSpikeTiming({ steps: 11, batch: 1 }, createRandom(1))).toThrow(
      /steps .* at least 12, got 11/,
    );
  });
});

describe("makeSineMix", () => {
  const waves = [
    { period: 10, amplitude: 2 },
    { period: 25, amplitude: 1, phase: 0 },
  ];

  it("repeats itself after the common period when there is no noise", () => {
    const series = makeSineMix({ length: 100, waves }, createRandom(11));

    for (let t = 0; t < 50; t++) expect(series[t + 50]).toBeCloseTo(series[t], 12);
    expect(makeSineMix({ length: 1, waves: [waves[1]] }, createRandom(11))).toEqual([0]);
  });

  it("has the variance that the baseline says", () => {
    const config = { waves, noise: 0.5 };
    const series = makeSineMix({ length: 50_000, ...config }, createRandom(12));

    const variance = series.reduce((sum, v) => sum + v * v, 0) / series.length;

    expect(sineMixBaseline(config)).toEqual({ constant: 2.75, floor: 0.25 });
    // the noise term 2·wave·noise has the deviation 2·√2.5·0.5 = 1.6: five standard errors
    expect(Math.abs(variance - 2.75)).toBeLessThan((5 * 1.6) / Math.sqrt(50_000));
    expect(() => makeSineMix({ length: 3, waves: [{ period: 0, amplitude: 1 }] }, createRandom(1))).toThrow(
      /period must be above 0 .* got 0/,
    );
  });
});
