import { describe, expect, it } from "vitest";
import {
  encodeWords,
  nextTokenBatch,
  shuffledBatches,
  splitItems,
} from "../../../src/library/data/batches.ts";
import { loadNames } from "../../../src/library/data/names.ts";
import { BOUNDARY, createVocabulary } from "../../../src/library/data/vocabulary.ts";

describe("the names", () => {
  it("are there, once each, in alphabetical order", () => {
    const names = loadNames();

    expect(names.length).toBeGreaterThan(7000);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted());
    expect(names).toContain("Ada");
    expect(names).toContain("Alan");
    expect(names.every((name) => /^[A-Za-z][A-Za-z' -]*$/.test(name))).toBe(true);
  });
});

describe("a vocabulary", () => {
  it("numbers the characters of a text and reads them back", () => {
    const vocabulary = createVocabulary("to be or not");

    expect(vocabulary.tokens.join("")).toBe(" benort");
    expect([...vocabulary.encode("toe")]).toEqual([6, 4, 2]);
    expect(vocabulary.decode([6, 4, 2])).toBe("toe");
  });

  it("of words knows the boundary between them", () => {
    const vocabulary = createVocabulary(["ab", "ca"]);

    expect(vocabulary.size).toBe(4);
    expect(vocabulary.tokenId(BOUNDARY)).toBe(0);
  });

  it("says which character it does not know, and what to do", () => {
    const vocabulary = createVocabulary("abc");

    expect(() => vocabulary.encode("abé")).toThrow(
      'vocabulary: "é" is not among the 3 known characters; build it from the same text.',
    );
    expect(() => vocabulary.decode([3])).toThrow("vocabulary: there is no token 3; ids run from 0 to 2.");
    expect(() => createVocabulary("")).toThrow("createVocabulary: the text is empty.");
  });
});

describe("a batch for next-token prediction", () => {
  it("shifts targets by one and masks the padding", () => {
    const vocabulary = createVocabulary(["ab", "b"]); // boundary 0, a 1, b 2

    const batch = nextTokenBatch(encodeWords(["ab", "b"], vocabulary));

    expect(batch.inputs.map((ids) => [...ids])).toEqual([
      [0, 0],
      [1, 2],
      [2, 0],
    ]);
    expect(batch.targets.map((ids) => [...ids])).toEqual([
      [1, 2],
      [2, 0],
      [0, 0],
    ]);
    expect(batch.masks.map((mask) => [...mask])).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
    ]);
  });

  it("refuses no sequence, and one that is too short", () => {
    expect(() => nextTokenBatch([])).toThrow("nextTokenBatch: expected at least one sequence, got none.");
    expect(() => nextTokenBatch([Int32Array.of(1, 2), Int32Array.of(1)])).toThrow(
      "nextTokenBatch: sequence 1 has 1 token(s); it needs two to predict one.",
    );
  });
});

describe("shuffled batches", () => {
  const items = [0, 1, 2, 3, 4, 5, 6];

  it("show every item at most once per epoch, in another order each epoch", () => {
    const batches = shuffledBatches(items, { batchSize: 3, seed: 1 });

    const epoch = (k: number): number[] => [...batches.at(2 * k), ...batches.at(2 * k + 1)];

    expect(batches.perEpoch).toBe(2);
    expect(new Set(epoch(0)).size).toBe(6);
    expect(epoch(0)).not.toEqual(epoch(1));
  });

  it("give the same batch for the same number, in whatever order they are asked for", () => {
    const [forth, back] = [1, 2].map(() => shuffledBatches(items, { batchSize: 2, seed: 3 }));
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7];

    const there = numbers.map((k) => forth.at(k));
    const andBack = numbers.toReversed().map((k) => back.at(k));

    expect(andBack.toReversed()).toEqual(there);
  });

  it("refuse a batch larger than all items", () => {
    expect(() => shuffledBatches(items, { batchSize: 8, seed: 1 })).toThrow(
      "7 items do not fill a batch of 8",
    );
    expect(() => shuffledBatches(items, { batchSize: 0, seed: 1 })).toThrow(RangeError);
  });
});

it("splitItems sets items aside once and for all", () => {
  const { train, heldOut } = splitItems(["a", "b", "c", "d", "e"], { heldOut: 2, seed: 1 });

  expect(heldOut).toHaveLength(2);
  expect([...train, ...heldOut].toSorted()).toEqual(["a", "b", "c", "d", "e"]);
  expect(() => splitItems([1, 2], { heldOut: 2, seed: 1 })).toThrow(
    "splitItems: cannot hold 2 of 2 items out.",
  );
});
