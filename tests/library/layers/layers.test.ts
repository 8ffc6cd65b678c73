import { describe, expect, it } from "vitest";
import { lstm } from "../../../src/library/cells/lstm.ts";
import { rnn } from "../../../src/library/cells/rnn.ts";
import { embedding } from "../../../src/library/layers/embedding.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import { maskedBackward, unrollMasked } from "../../../src/library/layers/masked.ts";
import { fromTorch, toTorch } from "../../../src/library/layers/torch.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { expectRightGradients, gradientErrors, randomLike, randomSequence } from "../compare.ts";

describe("the linear layer", () => {
  it("has right gradients in W, b and x", () => {
    const random = createRandom(1);
    const params = randomLike(linear.initParams({ input: 3, output: 5 }, random), random);
    const [x, dy] = [uniform(2, 3, 1, random), uniform(2, 5, 1, random)];
    const loss = (): number => linear.forward(params, x).y.times(dy).sum();
    const grads = zerosLike(params);

    const dx = linear.backward(params, linear.forward(params, x).cache, dy, grads);

    expectRightGradients(gradientErrors(loss, { ...params, x }, { ...grads, x: dx }));
  });
});

describe("the embedding", () => {
  const params = embedding.initParams({ tokens: 5, features: 3 }, createRandom(2));

  it("has right gradients in its table, also for a token that occurs twice", () => {
    const ids = [4, 0, 4, 2];
    const dy = uniform(4, 3, 1, createRandom(3));
    const loss = (): number => embedding.forward(params, ids).y.times(dy).sum();
    const grads = zerosLike(params);

    embedding.backward(embedding.forward(params, ids).cache, dy, grads);

    expectRightGradients(gradientErrors(loss, params, grads));
    expect(grads.E.row(1).norm()).toBe(0);
  });

  it("says which token it does not know", () => {
    expect(() => embedding.forward(params, [0, 5])).toThrow(
      "embedding: token id 5 (row 1) is not known; ids run from 0 to 4.",
    );
    expect(() => embedding.forward(params, [-1])).toThrow(RangeError);
  });
});

describe("masked recurrence", () => {
  const size = { input: 3, hidden: 4 };
  const params = lstm.initParams(size, createRandom(4));
  const initial = randomLike(lstm.initState(2, size), createRandom(5));
  const xs = randomSequence(2, 2, 3, createRandom(6));

  it("leaves the state alone where everything is hidden", () => {
    const { states } = unrollMasked(lstm, params, xs, initial, [
      [0, 0],
      [0, 0],
    ]);

    expect(states[1]).toEqual(initial);
  });

  it("refuses masks that do not fit, empty sequences and running forward twice", () => {
    expect(() => unrollMasked(lstm, params, xs, initial, [[1, 1]])).toThrow(
      "unroll: 2 time steps need as many masks, got 1.",
    );
    expect(() => unrollMasked(lstm, params, xs, initial, [[1, 1], [1]])).toThrow(
      "unroll: the mask needs one number per row (2), got 1.",
    );
    expect(() => unrollMasked(lstm, params, [], initial, [])).toThrow("unroll: the sequence is empty");
    const masks = [
      [1, 1],
      [1, 1],
    ];
    expect(() => unrollMasked(lstm, params, xs.with(1, xs[1].scale(Number.NaN)), initial, masks)).toThrow(
      "unroll: input 1 is NaN at (0, 0) of [2, 3].",
    );
    const nan = { ...initial, h: initial.h.scale(Number.NaN) };
    expect(() => unrollMasked(lstm, params, xs, nan, masks)).toThrow("unroll: the initial h is NaN");
    expect(() => maskedBackward(rnn).forward(rnn.initParams(size, createRandom(1)), xs[0], initial)).toThrow(
      "use unrollMasked",
    );
  });
});

describe("weights from PyTorch", () => {
  it("say which one is missing", () => {
    expect(() => fromTorch("LSTM", { weight: [[1]] })).toThrow(
      'fromTorch: expected "weight_ih_l0", got only weight.',
    );
    expect(() => fromTorch("Linear", {})).toThrow('fromTorch: expected "weight", got only nothing.');
    expect(() => toTorch("GRU", rnn.initParams({ input: 2, hidden: 3 }, createRandom(1)))).toThrow(
      'toTorch: expected "bq", got only Wx, Wh, b.',
    );
  });

  it("may come without biases", () => {
    const { W, b } = fromTorch("Linear", { weight: [[1, 2]] });

    expect(W.toRows()).toEqual([[1], [2]]);
    expect(b).toEqual(new Matrix(1, 1));
  });
});
