/** The experiments of chapter 11, at sizes that take a second or two together. */

import { describe, expect, it } from "vitest";
import { nearestRows } from "../../../src/library/analysis/similarity.ts";
import {
  lettersIntoWord,
  runCharacterModel,
  unitCorrelations,
} from "../../../src/library/experiments/character-model.ts";
import { runEmbeddingSize, storedEmbeddingSize } from "../../../src/library/experiments/embedding-size.ts";
import { runLookupCost } from "../../../src/library/experiments/lookup-cost.ts";
import { runWordVectors } from "../../../src/library/experiments/word-vectors.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";

describe("runCharacterModel", () => {
  const config = {
    seed: 1,
    cell: "gru",
    hidden: 24,
    embedding: 5,
    batch: 16,
    steps: 12,
    updates: 60,
    rate: 0.01,
    every: 20,
    heldOut: 2000,
    carry: true,
    temperatures: [0, 1],
    sampleLength: 12,
    passage: 30,
  } as const;

  it("learns, and reports its curve, table, samples and trace in their sizes", async () => {
    const result = await runCharacterModel(config);

    const { curve, baselines, trace, table, samples } = result;
    expect(curve.map(({ update }) => update)).toEqual([0, 20, 40, 60]);
    expect(Math.abs(curve[0].bits - baselines.uniform)).toBeLessThan(0.3);
    expect(curve[3].bits).toBeLessThan(baselines.unigram);
    expect(baselines.bigram).toBeLessThan(baselines.unigram);
    expect(table.map((row) => row.length)).toEqual(new Array(27).fill(5));
    expect(samples.map(({ text }) => text.length)).toEqual([12, 12]);
    expect(trace.text).toHaveLength(30);
    expect(trace.states.map((row) => row.length)).toEqual(new Array(24).fill(30));
    expect(trace.bits).toHaveLength(30);
  });

  it("trains differently when every window begins at zero", async () => {
    const short = { ...config, updates: 3, every: 3, temperatures: [], passage: 2 };

    const [carried, reset] = [
      await runCharacterModel(short),
      await runCharacterModel({ ...short, carry: false }),
    ];

    expect(carried.curve[0]).toEqual(reset.curve[0]);
    expect(carried.curve[1].bits).not.toBe(reset.curve[1].bits);
  });
});

describe("lettersIntoWord and unitCorrelations", () => {
  it("counts from each space on, and finds the unit that does so too", () => {
    const text = "the old sea";
    const count = lettersIntoWord(text);

    expect(count).toEqual([1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    const states = [
      count.map((v) => 0.1 * v - 0.5),
      count.map((v) => -v),
      count.map((_, t) => Number(t === 4)),
    ];
    const [same, opposite, other] = unitCorrelations({ text, states, bits: [] }, count);
    expect(same).toBeCloseTo(1, 12);
    expect(opposite).toBeCloseTo(-1, 12);
    expect(Math.abs(other)).toBeLessThan(0.3);
  });
});

describe("runWordVectors", () => {
  it("puts numbers, and captains, next to each other", () => {
    const { words, counts, vectors } = runWordVectors({ words: 300, window: 4, features: 24 });

    const rows = Matrix.fromRows(vectors as number[][]);
    const near = (word: string): string[] =>
      nearestRows(rows, words.indexOf(word), 6).map(({ row }) => words[row]);
    expect(words[0]).toBe("the");
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
    expect(near("two")).toContain("three");
    expect(near("captain")).toContain("ahab");
  });
});

describe("runLookupCost", () => {
  it("measures both ways for every size", () => {
    const { lookup, product } = runLookupCost({ tokens: [10, 400], features: 8, batch: 16, rounds: 3 });

    expect(lookup).toHaveLength(2);
    expect(product[1]).toBeGreaterThan(lookup[1]);
  });
});

describe("runEmbeddingSize", () => {
  it("gives every width its own number of parameters and every seed a result", async () => {
    const { rows } = await runEmbeddingSize({
      features: [1, 3],
      seeds: [1, 2],
      names: 40,
      heldOut: 20,
      hidden: 5,
      batchSize: 8,
      rate: 0.01,
      updates: 6,
      every: 3,
    });

    expect(rows[1].parameters - rows[0].parameters).toBe(2 * (27 + 3 * 5)); // a row per symbol, three gates per feature
    for (const { trained, unseen, best } of rows) {
      expect([trained, unseen, best].map(({ length }) => length)).toEqual([2, 2, 2]);
      best.forEach((bits, k) => {
        expect(bits).toBeLessThanOrEqual(unseen[k]);
      });
    }
  });

  it("has stored all widths with all seeds", () => {
    const { config, rows } = storedEmbeddingSize;

    expect(rows.map(({ features }) => features)).toEqual(config.features);
    for (const { unseen } of rows) expect(unseen).toHaveLength(config.seeds.length);
  });
});
