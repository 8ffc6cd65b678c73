/** Padding, buckets, strands of one text, windows of a series. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketByLength, paddingShare } from "../../../src/library/data/bucketing.ts";
import { labelledBatch, taggedBatch } from "../../../src/library/data/labelled-batch.ts";
import { padSequences, unpadSequences } from "../../../src/library/data/padding.ts";
import {
  meanAbsoluteError,
  seasonalNaive,
  slidingWindows,
  standardise,
  windowBatch,
} from "../../../src/library/data/series.ts";
import { statefulBatches } from "../../../src/library/data/stateful-batches.ts";
import { createTokenVocabulary, END, START, UNKNOWN } from "../../../src/library/data/token-vocabulary.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";

const sequences = fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

describe("padSequences", () => {
  it("fills shorter sequences up and masks what it added", () => {
    const { tokens, masks, lengths } = padSequences([[5], [6, 7, 8]], 9);

    expect(tokens.map((step) => [...step])).toEqual([
      [5, 6],
      [9, 7],
      [9, 8],
    ]);
    expect(masks.map((step) => [...step])).toEqual([
      [1, 1],
      [0, 1],
      [0, 1],
    ]);
    expect([...lengths]).toEqual([1, 3]);
  });

  it("is undone by unpadSequences", () => {
    fc.assert(
      fc.property(sequences, (list) => {
        expect(unpadSequences(padSequences(list))).toEqual(list);
      }),
    );
  });

  it("refuses empty sequences and empty lists", () => {
    expect(() => padSequences([[1], []])).toThrow("padSequences: sequence 1 is empty; leave it out.");
    expect(() => padSequences([])).toThrow(/number of sequences .* got 0/);
  });
});

describe("labelledBatch and taggedBatch", () => {
  it("pad tokens and keep labels", () => {
    const { inputs, masks, labels } = labelledBatch([
      { tokens: [3], label: 1 },
      { tokens: [4, 5], label: 0 },
    ]);

    expect(inputs.map((step) => [...step])).toEqual([
      [3, 4],
      [0, 5],
    ]);
    expect(masks.map((step) => [...step])).toEqual([
      [1, 1],
      [0, 1],
    ]);
    expect([...labels]).toEqual([1, 0]);
  });

  it("pad tags like their tokens, and want one tag per token", () => {
    const { targets, masks, inputMasks } = taggedBatch([
      { tokens: [3], tags: [7] },
      { tokens: [4, 5], tags: [8, 9] },
    ]);

    expect(targets.map((step) => [...step])).toEqual([
      [7, 8],
      [0, 9],
    ]);
    expect(inputMasks).toBe(masks);
    expect(() => taggedBatch([{ tokens: [1, 2], tags: [3] }])).toThrow(
      "taggedBatch: sequence 0 has 2 tokens and 1 tags; it needs one each.",
    );
  });
});

describe("bucketByLength", () => {
  const random = createRandom(1);
  const lengths = Array.from({ length: 103 }, () => 1 + Math.floor(random() * 30));

  it("takes every sequence once", () => {
    const buckets = bucketByLength(lengths, 8, createRandom(2));

    expect(buckets.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, place) => place));
    expect(buckets.filter((bucket) => bucket.length !== 8)).toHaveLength(1);
  });

  it("leaves less padding than batches in given order", () => {
    const buckets = bucketByLength(lengths, 8, createRandom(2));
    const inOrder = Array.from({ length: 13 }, (_, k) =>
      lengths.slice(8 * k, 8 * k + 8).map((_length, place) => 8 * k + place),
    );

    expect(paddingShare(lengths, buckets)).toBeLessThan(0.1);
    expect(paddingShare(lengths, inOrder)).toBeGreaterThan(0.3);
  });

  it("mixes anew for another seed", () => {
    expect(bucketByLength(lengths, 8, createRandom(2))).toEqual(bucketByLength(lengths, 8, createRandom(2)));
    expect(bucketByLength(lengths, 8, createRandom(2))).not.toEqual(
      bucketByLength(lengths, 8, createRandom(3)),
    );
  });
});

describe("statefulBatches", () => {
  it("goes on in each row where the window before stopped", () => {
    const windows = statefulBatches([...Array(14).keys()], { batch: 2, steps: 3 });

    expect(windows).toHaveLength(2);
    expect(windows[0].inputs.map((step) => [...step])).toEqual([
      [0, 6],
      [1, 7],
      [2, 8],
    ]);
    expect(windows[1].inputs.map((step) => [...step])).toEqual([
      [3, 9],
      [4, 10],
      [5, 11],
    ]);
    expect(windows[1].targets.map((step) => [...step])).toEqual([
      [4, 10],
      [5, 11],
      [6, 12],
    ]);
    expect(windows[1].masks).toEqual(new Array(3).fill(Uint8Array.of(1, 1)));
  });

  it("needs one token more than it reads", () => {
    expect(statefulBatches([...Array(7).keys()], { batch: 2, steps: 3 })).toHaveLength(1);
    expect(() => statefulBatches([...Array(6).keys()], { batch: 2, steps: 3 })).toThrow(
      /need 7 tokens, got 6/,
    );
  });
});

describe("a series", () => {
  it("is scaled to mean 0 and deviation 1", () => {
    const { values, mean, deviation } = standardise([2, 4, 6, 8]);

    expect(mean).toBe(5);
    expect(deviation).toBeCloseTo(Math.sqrt(5), 12);
    expect(values[3]).toBeCloseTo(3 / Math.sqrt(5), 12);
    expect(() => standardise([3, 3])).toThrow(/all values are equal/);
  });

  it("is cut into windows", () => {
    const windows = slidingWindows([1, 2, 3, 4, 5, 6, 7], { past: 3, ahead: 2, stride: 2 });

    expect(windows).toEqual([
      { past: [1, 2, 3], ahead: [4, 5], at: 3 },
      { past: [3, 4, 5], ahead: [6, 7], at: 5 },
    ]);
    const { inputs, targets } = windowBatch(windows);
    expect(inputs.map((x) => x.toRows())).toEqual([
      [[1], [3]],
      [[2], [4]],
      [[3], [5]],
    ]);
    expect(targets.toRows()).toEqual([
      [4, 5],
      [6, 7],
    ]);
  });

  it("is forecast by its last season", () => {
    expect(seasonalNaive([9, 1, 2, 3], 3, 5)).toEqual([1, 2, 3, 1, 2]);
    expect(() => seasonalNaive([1, 2], 7, 1)).toThrow(/length of the past must be .* at least 7, got 2/);
    expect(meanAbsoluteError([1, 5], [2, 2])).toBe(2);
    expect(() => meanAbsoluteError([1], [])).toThrow(/got 1 and 0/);
  });
});

describe("createTokenVocabulary", () => {
  it("numbers tokens of any length, the marks first", () => {
    const vocabulary = createTokenVocabulary(["to", "be", "or", "to"], { marks: true });

    expect(vocabulary.tokens).toEqual([START, END, "be", "or", "to"]);
    expect([...vocabulary.encode(["or", END])]).toEqual([3, 1]);
    expect(vocabulary.decode([4, 2])).toEqual(["to", "be"]);
  });

  it("says what it does not know", () => {
    const vocabulary = createTokenVocabulary("abc");

    expect(() => vocabulary.encode("abd")).toThrow('vocabulary: "d" is not among the 3 known tokens');
    expect(() => vocabulary.decode([3])).toThrow("there is no token 3; ids run from 0 to 2.");
    expect(() => createTokenVocabulary([])).toThrow(/no token occurs at least 1 time/);
  });

  it("takes rare and new tokens for unknown, if asked to", () => {
    const vocabulary = createTokenVocabulary("aab", { unknown: true, atLeast: 2, marks: true });

    expect(vocabulary.tokens).toEqual([START, END, UNKNOWN, "a"]);
    expect([...vocabulary.encode("abz")]).toEqual([3, 2, 2]);
  });
});
