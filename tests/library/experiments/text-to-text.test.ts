/** The experiments of chapters 14 and 15: what a translator learns, and what one wrong character does to it. */

import { describe, expect, it } from "vitest";
import { pairBatch } from "../../../src/library/data/pair-batch.ts";
import { runCorruption } from "../../../src/library/experiments/corrupted-token.ts";
import { measureByLength } from "../../../src/library/experiments/length-accuracy.ts";
import {
  dateComparison,
  reversalComparison,
  scheduleComparison,
  storedTextToText,
} from "../../../src/library/experiments/stored-text-to-text.ts";
import { textTask } from "../../../src/library/experiments/text-tasks.ts";
import {
  alignmentOf,
  measureTexts,
  type TextToTextConfig,
  trainTextToText,
  translate,
} from "../../../src/library/experiments/text-to-text.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

const settings: TextToTextConfig = {
  task: { kind: "reversal", minLength: 2, maxLength: 3, symbols: 3 },
  attention: "dot",
  seed: 1,
  hidden: 16,
  batch: 32,
  rate: 0.02,
  updates: 100,
  every: 50,
  tested: 40,
};

describe("textTask", () => {
  it.each([
    { kind: "reversal", minLength: 3, maxLength: 5, symbols: 4 } as const,
    { kind: "dates" } as const,
    { kind: "addition", digits: 2, reversed: true } as const,
  ])("knows every character of $kind", (config) => {
    const task = textTask(config);

    const { source, targets } = task.batch(50, createRandom(3));

    expect(source[0].length).toBe(50);
    expect(targets.length).toBeGreaterThan(3);
  });
});

describe("trainTextToText", () => {
  it("learns to reverse short words, and says them by itself", async () => {
    const updates: number[] = [];

    const network = await trainTextToText(settings, ({ update }) => updates.push(update));

    const { curve } = network.result;
    expect(curve.map(({ update }) => update)).toEqual([0, 50, 100]);
    expect(updates.length).toBe(101);
    expect(curve[2].exact).toBeGreaterThan(0.8);
    expect(curve[2].forcedLoss).toBeLessThan(curve[0].forcedLoss / 2);
    const right = ["abc", "cab", "ba"].filter(
      (word) => translate(network, word, 5) === [...word].reverse().join(""),
    );
    expect(right.length).toBeGreaterThan(1);
  });

  it("gives the same curve again, and one row of weights for each character and the end", async () => {
    const short = { ...settings, updates: 4, every: 2 };
    const [first, again] = [await trainTextToText(short), await trainTextToText(short)];

    const alphas = alignmentOf(first, { source: "abca", target: "ac" });

    expect(again.result).toEqual(first.result);
    expect(alphas.map((row) => row.length)).toEqual([4, 4, 4]);
    for (const row of alphas) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(
      alignmentOf(await trainTextToText({ ...short, attention: "none" }), { source: "ab", target: "c" }),
    ).toEqual([]);
  });

  it("measures the same free and forced where the model's own words are the truth", async () => {
    const { model, params, task } = await trainTextToText(settings);
    const word = { source: "ab", target: translate({ model, params, task }, "ab", 6) };

    const { forcedLoss, freeLoss, exact } = measureTexts(model, params, pairBatch([word], task.vocabularies));

    expect(exact).toBe(1);
    expect(freeLoss).toBeCloseTo(forcedLoss, 6);
  });

  it("feeds its own words where scheduled sampling asks for it", async () => {
    const short = { ...settings, updates: 6, every: 6 };

    const forced = await trainTextToText(short);
    const scheduled = await trainTextToText({ ...short, truthShare: { last: 1, least: 0 } });

    expect(scheduled.result.curve[1].forcedLoss).not.toBe(forced.result.curve[1].forcedLoss);
  });
});

describe("measureByLength", () => {
  it("asks for each length alone, and refuses tasks of one length", async () => {
    const network = await trainTextToText({ ...settings, updates: 2, every: 2 });

    const rows = measureByLength(network, { seed: 1, lengths: [2, 5], examples: 10 });

    expect(rows.map(({ length }) => length)).toEqual([2, 5]);
    const dates = {
      ...network,
      result: { ...network.result, config: { ...settings, task: { kind: "dates" } as const } },
    };
    expect(() => measureByLength(dates, { seed: 1, lengths: [2], examples: 1 })).toThrow(
      /trained on reversal, got dates/,
    );
  });
});

describe("runCorruption", () => {
  it("counts mistakes after the wrong character only, and leaves what came before as it was", async () => {
    const network = await trainTextToText(settings);

    const { clean, runs } = runCorruption(network, { seed: 2, length: 3, examples: 50, at: [0, 1] });

    expect(clean.length).toBe(4);
    expect(runs[1].free.slice(0, 2)).toEqual([null, null]);
    expect(runs[0].free[1]).toBe(runs[0].forced[1]); // up to here both have read the same
    expect(runs[0].free[1]).toBeGreaterThanOrEqual(clean[1]);
  });

  it("refuses positions outside the answer", async () => {
    const network = await trainTextToText({ ...settings, updates: 1, every: 1 });

    expect(() => runCorruption(network, { seed: 2, length: 3, examples: 5, at: [3] })).toThrow(
      /0 … 2, got 3/,
    );
  });
});

describe("storedTextToText", () => {
  it.each([
    ["schedules", scheduleComparison],
    ["reversal", reversalComparison],
    ["dates", dateComparison],
  ] as const)("holds every contestant and seed of %s, to the last update", (name, config) => {
    const { results } = storedTextToText[name];

    expect(results.map((result) => result.name)).toEqual(
      config.contestants.map((contestant) => contestant.name),
    );
    results.forEach(({ trainings }, k) => {
      const { settings: of, lengths = [] } = config.contestants[k];
      expect(trainings.map(({ seed }) => seed)).toEqual(config.seeds);
      for (const { curve, byLength } of trainings) {
        expect(curve[curve.length - 1].update).toBe(of.updates);
        expect(byLength.map(({ length }) => length)).toEqual(lengths);
      }
    });
  });
});
