import { describe, expect, it } from "vitest";
import { plainNames, runNamesModel } from "../../../src/library/experiments/names-model.ts";
import { ngramBitsPerCharacter } from "../../../src/library/experiments/ngram-baseline.ts";

describe("ngramBitsPerCharacter", () => {
  const train = [Int32Array.of(0, 1, 2, 0), Int32Array.of(0, 1, 1, 0)];

  it("equals the hand count of pairs and of single tokens", () => {
    // After 0: 1, 1. After 1: 2, 1, 0. After 2: 0. With one added to each of three symbols:
    const heldOut = [Int32Array.of(0, 1, 2)]; // p(1 | 0) = 3/5, p(2 | 1) = 2/6
    // Single tokens: 1, 2, 0, 1, 1, 0 -> p(1) = 4/9, p(2) = 2/9

    const bigram = ngramBitsPerCharacter(train, heldOut, { symbols: 3, order: 2 });
    const unigram = ngramBitsPerCharacter(train, heldOut, { symbols: 3, order: 1 });

    expect(bigram).toBeCloseTo(-(Math.log2(3 / 5) + Math.log2(2 / 6)) / 2, 12);
    expect(unigram).toBeCloseTo(-(Math.log2(4 / 9) + Math.log2(2 / 9)) / 2, 12);
  });

  it("refuses to average over nothing", () => {
    expect(() => ngramBitsPerCharacter(train, [], { symbols: 3, order: 1 })).toThrow("nothing to predict");
  });
});

describe("runNamesModel", () => {
  const config = {
    seed: 2,
    hidden: 8,
    batchSize: 16,
    updates: 30,
    rate: 0.01,
    heldOut: 100,
    every: 15,
    samples: 3,
  };

  it("starts at guessing, improves, and reports its baselines", async () => {
    const reported: number[] = [];

    const result = await runNamesModel(config, ({ update }) => reported.push(update));

    expect(result.symbols).toBe(27);
    expect(result.curve.map(({ update }) => update)).toEqual([0, 15, 30]);
    expect(result.curve[0].bits).toBeCloseTo(Math.log2(27), 0);
    expect(result.curve[2].bits).toBeLessThan(result.curve[0].bits - 0.2);
    expect(result.baselines.unigram).toBeGreaterThan(result.baselines.bigram);
    expect(result.samplesAfter).toHaveLength(3);
    expect(reported).toHaveLength(30);
  });

  it("gives the same run for the same config", async () => {
    const [first, second] = [await runNamesModel(config), await runNamesModel(config)];

    expect(second).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it("learns the same with explicit cells in float64, to the rounding of float32", async () => {
    const fused = await runNamesModel(config);
    const explicit = await runNamesModel({ ...config, engine: "explicit" });

    fused.curve.forEach(({ bits }, k) => {
      // Rounding, 1e-7 per sum, grows over 30 updates to about 1e-5; an update more or less makes 1e-2.
      expect(Math.abs(bits - explicit.curve[k].bits)).toBeLessThan(1e-3);
    });
    expect(explicit.curve).not.toEqual(fused.curve);
  });

  it("can be kept from seeing long names", async () => {
    const { trainedNames } = await runNamesModel({ ...config, updates: 1, every: 1, longestTrained: 4 });

    const short = plainNames().filter((name) => name.length <= 4).length;
    expect(trainedNames).toBeLessThanOrEqual(short);
    expect(trainedNames).toBeGreaterThan(short - 100);
  });
});
