import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fusedSoftmaxCrossEntropy } from "../../../src/library/fused/softmax-cross-entropy.ts";
import { softmaxCrossEntropy } from "../../../src/library/layers/losses.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";

describe("fusedSoftmaxCrossEntropy", () => {
  it("gives what softmaxCrossEntropy gives, with masks and both reductions", () => {
    const cases = fc.record({
      rows: fc.integer({ min: 1, max: 20 }),
      classes: fc.integer({ min: 1, max: 70 }),
      dtype: fc.constantFrom("float32" as const, "float64" as const),
      reduction: fc.constantFrom("mean" as const, "sum" as const),
      masked: fc.boolean(),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(cases, ({ rows, classes, dtype, reduction, masked, seed }) => {
        const random = createRandom(seed);
        const logits = uniform(rows, classes, 20, random).to(dtype);
        const targets = Array.from({ length: rows }, () => Math.floor(random() * classes));
        const mask = targets.map((_, r) => (r === 0 || random() < 0.7 ? 1 : 0));
        const options = { reduction, ...(masked && { mask }) };

        const got = fusedSoftmaxCrossEntropy(logits, targets, options);

        const expected = softmaxCrossEntropy(logits, targets, options);
        const tolerance = dtype === "float32" ? 1e-6 : 1e-13; // of probabilities, at most 1
        expect(Math.abs(got.loss - expected.loss) / Math.max(1, expected.loss)).toBeLessThan(tolerance);
        expect(got.dLogits.equals(expected.dLogits, tolerance)).toBe(true);
        expect(got.probs.equals(expected.probs, tolerance)).toBe(true);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it("does not look at the target of a row that the mask leaves out", () => {
    const logits = uniform(3, 4, 1, createRandom(2)).to("float32");
    const mask = [1, 0, 1];

    const got = fusedSoftmaxCrossEntropy(logits, [2, -1, 0], { mask });

    expect(got).toEqual(fusedSoftmaxCrossEntropy(logits, [2, 3, 0], { mask }));
    expect([...got.dLogits.data.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  it("refuses an unknown class, a mask that hides everything, and NaN", () => {
    const logits = new Matrix(2, 3);

    expect(() => fusedSoftmaxCrossEntropy(logits, [0, 3])).toThrow(
      /target 1 is 3, expected a class from 0 to 2/,
    );
    expect(() => fusedSoftmaxCrossEntropy(logits, [0])).toThrow(/2 rows need 2 targets/);
    expect(() => fusedSoftmaxCrossEntropy(logits, [0, 1], { mask: [0, 0] })).toThrow(/hides every row/);
    expect(() => fusedSoftmaxCrossEntropy(Matrix.filled(1, 2, Number.NaN), [0])).toThrow(/is NaN/);
  });
});
