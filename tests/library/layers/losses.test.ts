import { describe, expect, it } from "vitest";
import {
  sigmoidCrossEntropy,
  softmax,
  softmaxCrossEntropy,
  squaredError,
} from "../../../src/library/layers/losses.ts";
import { gradientError } from "../../../src/library/numeric/gradient-check.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { GRADIENT } from "../compare.ts";

const random = createRandom(1);
const logits = uniform(3, 4, 3, random);
const targets = uniform(3, 4, 0.5, random).map((v) => v + 0.5);

describe.each([{}, { reduction: "sum" as const }, { mask: [1, 0, 1] }])("gradients with %o", (options) => {
  it("of softmax cross-entropy", () => {
    const loss = (): number => softmaxCrossEntropy(logits, [3, 0, 1], options).loss;

    const { dLogits } = softmaxCrossEntropy(logits, [3, 0, 1], options);

    expect(gradientError(loss, logits, dLogits)).toBeLessThan(GRADIENT);
  });

  it("of sigmoid cross-entropy", () => {
    const loss = (): number => sigmoidCrossEntropy(logits, targets, options).loss;

    const { dLogits } = sigmoidCrossEntropy(logits, targets, options);

    expect(gradientError(loss, logits, dLogits)).toBeLessThan(GRADIENT);
  });

  it("of the squared error", () => {
    const loss = (): number => squaredError(logits, targets, options).loss;

    const { dy } = squaredError(logits, targets, options);

    expect(gradientError(loss, logits, dy)).toBeLessThan(GRADIENT);
  });
});

it("softmax and its loss do not overflow, and do not change when all scores shift", () => {
  const far = Matrix.fromRows([[1000, 0, -1000]]);

  expect(softmax(far).toRows()).toEqual([[1, 0, 0]]);
  expect(softmaxCrossEntropy(far, [2]).loss).toBe(2000);
  expect(sigmoidCrossEntropy(far, Matrix.fromRows([[0, 0, 1]])).loss).toBe(2000 + Math.log(2));
  expect(softmax(logits.map((v) => v + 700)).equals(softmax(logits), 1e-12)).toBe(true);
});

it("guessing evenly among n classes costs log n", () => {
  expect(softmaxCrossEntropy(new Matrix(2, 5), [0, 4]).loss).toBeCloseTo(Math.log(5), 14);
});

it("a masked row has no gradient, and its target is not read", () => {
  const { loss, dLogits } = softmaxCrossEntropy(logits, [3, -1, 1], { mask: [1, 0, 1] });

  expect(dLogits.row(1).toRows()).toEqual([[0, 0, 0, 0]]);
  expect(loss).toBe(softmaxCrossEntropy(logits, [3, 2, 1], { mask: [1, 0, 1] }).loss);
});

describe("what cannot be right is refused", () => {
  it.each([
    [() => softmaxCrossEntropy(logits, [0, 1]), "softmaxCrossEntropy: 3 rows need 3 targets, got 2."],
    [() => softmaxCrossEntropy(logits, [0, 4, 1]), "target 1 is 4, expected a class from 0 to 3."],
    [() => softmaxCrossEntropy(logits, [0, 1.5, 1]), "target 1 is 1.5, expected a class from 0 to 3."],
    [
      () => softmaxCrossEntropy(logits.scale(Number.NaN), [0, 1, 2]),
      "softmaxCrossEntropy: logits is NaN at (0, 0)",
    ],
    [() => softmaxCrossEntropy(logits, [0, 1, 2], { mask: [0, 0, 0] }), "the mask hides every row"],
    [() => softmaxCrossEntropy(logits, [0, 1, 2], { mask: [1, 1] }), "one number per row (3), got 2"],
    [
      () => squaredError(logits, new Matrix(4, 3)),
      "squaredError: expected targets [3, 4], one per output, got [4, 3].",
    ],
    [
      () => sigmoidCrossEntropy(logits, new Matrix(4, 3)),
      "sigmoidCrossEntropy: expected targets [3, 4], one per output, got [4, 3].",
    ],
    [
      () => squaredError(logits, targets.scale(Number.NaN)),
      "squaredError: targets is NaN at (0, 0) of [3, 4].",
    ],
    [
      () => sigmoidCrossEntropy(logits, targets.scale(Number.NaN)),
      "sigmoidCrossEntropy: targets is NaN at (0, 0) of [3, 4].",
    ],
    [() => squaredError(logits, targets, { mask: [0, 0, 0] }), "squaredError: the mask hides every row"],
  ])("%#", (wrong, message) => {
    expect(wrong).toThrow(message);
  });
});

it("a mask that hides every row costs nothing in a sum", () => {
  const { loss, dLogits } = softmaxCrossEntropy(logits, [0, 0, 0], { mask: [0, 0, 0], reduction: "sum" });

  expect(loss).toBe(0);
  expect(dLogits.norm()).toBe(0);
});
