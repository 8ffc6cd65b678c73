import { describe, expect, it } from "vitest";
import {
  additiveAttention,
  dotAttention,
  scaledDotAttention,
  zeroMemoryGradient,
} from "../../../src/library/layers/attention.ts";
import { selfAttention } from "../../../src/library/layers/self-attention.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom } from "../../../src/library/numeric/random.ts";
import {
  asNamed,
  expectRightGradients,
  gradientErrors,
  randomLike,
  randomSequence,
  weighedSum,
} from "../compare.ts";

const masks = [
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 1],
];

describe.each([additiveAttention, dotAttention, scaledDotAttention])("$name", (attention) => {
  const random = createRandom(1);
  const params = randomLike(attention.initParams({ query: 3, key: 3, hidden: 5 }, random), random);
  const keys = randomSequence(4, 2, 3, random);
  const queries = randomSequence(3, 2, 3, random);

  it.each([undefined, masks])("has right gradients over several queries, masks %o", (hidden) => {
    const dContexts = randomSequence(3, 2, 3, random);
    const loss = (): number => {
      const memory = attention.prepare(params, keys, hidden);
      const contexts = queries.map((query) => attention.forward(params, query, memory).context);
      return weighedSum(asNamed("c", contexts), asNamed("c", dContexts));
    };
    const grads = zerosLike(params);

    const memory = attention.prepare(params, keys, hidden);
    const dMemory = zeroMemoryGradient(memory);
    const dQueries = queries.map((query, k) => {
      const { cache } = attention.forward(params, query, memory);
      return attention.backward(params, cache, dContexts[k], { grads, dMemory });
    });
    const dKeys = attention.prepareBackward(params, memory, dMemory, grads);

    expectRightGradients({
      ...gradientErrors(loss, params, grads),
      ...gradientErrors(loss, asNamed("key", keys), asNamed("key", dKeys)),
      ...gradientErrors(loss, asNamed("query", queries), asNamed("query", dQueries)),
    });
  });

  it("gives weights that sum to one, and none to a hidden key", () => {
    const { alpha } = attention.forward(params, queries[0], attention.prepare(params, keys, masks));

    alpha
      .sumColumns()
      .toRows()
      .forEach(([sum]) => {
        expect(sum).toBeCloseTo(1, 14);
      });
    expect(alpha.at(0, 2)).toBe(0);
    expect(alpha.at(1, 0)).toBe(0);
  });

  it("refuses keys and queries that are NaN", () => {
    const nan = queries[0].map((v, k) => (k === 4 ? Number.NaN : v)); // in row 1
    const memory = attention.prepare(params, keys.with(2, nan));

    expect(() => attention.forward(params, nan, attention.prepare(params, keys))).toThrow(
      "attention: the score (row, key) is NaN at (1, 0) of [2, 4].",
    );
    expect(() => attention.forward(params, queries[0], memory)).toThrow("is NaN at (1, 2) of [2, 4].");
  });

  it("refuses no keys, masks that hide all, and masks of another size", () => {
    const hideAll = [
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ];

    expect(() => attention.prepare(params, [])).toThrow("attention: there are no keys to attend to");
    expect(() => attention.forward(params, queries[0], attention.prepare(params, keys, hideAll))).toThrow(
      "attention: the masks hide every key from row 1; it needs at least one.",
    );
    expect(() => attention.forward(params, queries[0], attention.prepare(params, keys, [[1, 1]]))).toThrow(
      "attention: expected 4 masks of 2 numbers, one per key and row.",
    );
  });
});

describe("one head of self-attention", () => {
  const random = createRandom(2);
  const params = randomLike(selfAttention.initParams({ input: 3, output: 4 }, random), random);
  const xs = randomSequence(4, 2, 3, random);
  const dys = randomSequence(4, 2, 4, random);
  const visible = [
    [1, 1],
    [1, 1],
    [0, 1],
    [1, 0],
  ];

  it.each([{}, { causal: true }, { masks: visible }, { causal: true, masks: visible }])(
    "has right gradients with %o",
    (options) => {
      const loss = (): number =>
        weighedSum(asNamed("y", selfAttention.forward(params, xs, options).ys), asNamed("y", dys));
      const grads = zerosLike(params);

      const dxs = selfAttention.backward(
        params,
        selfAttention.forward(params, xs, options).cache,
        dys,
        grads,
      );

      expectRightGradients({
        ...gradientErrors(loss, params, grads),
        ...gradientErrors(loss, asNamed("x", xs), asNamed("x", dxs)),
      });
    },
  );

  it("sees nothing of later time steps when it is causal", () => {
    const changed = xs.with(3, xs[3].scale(-2));

    const before = selfAttention.forward(params, xs, { causal: true }).ys;
    const after = selfAttention.forward(params, changed, { causal: true }).ys;

    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after[3].equals(before[3])).toBe(false);
    expect(selfAttention.forward(params, changed).ys[0].equals(before[0])).toBe(false);
  });

  it("refuses an empty sequence, inputs that are NaN and masks that hide all", () => {
    const hideAll = visible.map(([, second]) => [0, second]);

    expect(() => selfAttention.forward(params, [])).toThrow("selfAttention: the sequence is empty");
    expect(() => selfAttention.forward(params, xs.with(1, xs[1].scale(Number.NaN)))).toThrow(
      "attention: the score (row, key) is NaN",
    );
    expect(() => selfAttention.forward(params, xs, { masks: hideAll })).toThrow("hide every key from row 0");
  });
});
