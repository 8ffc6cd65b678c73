/** The products of attention are the sums that stand in their equations, to the last bit. */

import { describe, expect, it } from "vitest";
import { addToKeys, dotKeys, sumKeys } from "../../../src/library/layers/key-products.ts";
import { joinColumns } from "../../../src/library/numeric/join.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { randomSequence } from "../compare.ts";

const random = createRandom(1);
const keys = randomSequence(4, 2, 3, random);
const q = uniform(2, 3, 1, random);
const w = uniform(2, 4, 1, random);
const weightOf = (j: number): Matrix => w.columns(j, j + 1);

describe("products over all keys at once", () => {
  it("gives the dot product of each row's vector with each key", () => {
    expect(dotKeys(q, keys)).toEqual(joinColumns(keys.map((key) => q.times(key).sumColumns())));
  });

  it("gives the weighted sum of the keys", () => {
    const weighted = keys.map((key, j) => key.timesColumn(weightOf(j)));

    expect(sumKeys(w, keys)).toEqual(weighted.reduce((sum, key) => sum.plus(key)));
  });

  it("adds to what each key's gradient holds already", () => {
    const dKeys = randomSequence(4, 2, 3, random);
    const expected = dKeys.map((dKey, j) => dKey.plus(q.timesColumn(weightOf(j))));

    addToKeys(dKeys, w, q);

    expect(dKeys).toEqual(expected);
  });

  it("keeps float32, and refuses to mix it with float64", () => {
    const single = keys.map((key) => key.to("float32"));

    expect(dotKeys(q.to("float32"), single).dtype).toBe("float32");
    expect(sumKeys(w.to("float32"), single).dtype).toBe("float32");
    expect(() => dotKeys(q, single)).toThrow("attention: left is float64, right is float32");
  });

  it("refuses keys of another width and weights of another number", () => {
    expect(() => dotKeys(uniform(2, 5, 1, random), keys)).toThrow(
      "attention: shapes differ: left is [2, 5], right is [2, 3].",
    );
    expect(() => sumKeys(w, keys.slice(0, 3))).toThrow(
      "attention: expected one weight per row and each of 3 keys, got [2, 4].",
    );
    expect(() => addToKeys(keys, Matrix.zeros(1, 4), q)).toThrow("each of 4 keys, got [1, 4].");
  });
});
