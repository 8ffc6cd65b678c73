import { describe, expect, it } from "vitest";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { clipByGlobalNorm, clipByValue, globalNorm } from "../../../src/library/training/clipping.ts";
import type { Optimizer } from "../../../src/library/training/optimizer.ts";
import { adam, rmsProp, sgd } from "../../../src/library/training/optimizers.ts";
import { cosineDecay, exponentialDecay, stepDecay, warmUp } from "../../../src/library/training/schedules.ts";
import { pytorch } from "../../fixtures/pytorch.ts";
import { expectClose } from "../compare.ts";

const makers: Record<string, () => Optimizer> = {
  sgd: () => sgd({ rate: 0.1 }),
  momentum: () => sgd({ rate: 0.1, momentum: 0.9 }),
  rmsProp: () => rmsProp({ rate: 0.1 }),
  adam: () => adam({ rate: 0.1 }),
  adamW: () => adam({ rate: 0.1, weightDecay: 0.3 }),
};

describe.each(pytorch.optimizers)("$title", ({ title, start, grads, path }) => {
  it("moves as torch.optim does, update by update", () => {
    const optimizer = makers[title]();
    const params = { W: Matrix.fromRows(start) };

    grads.forEach((grad, k) => {
      optimizer.step(params, { W: Matrix.fromRows(grad) });

      expectClose(params.W, path[k]);
    });
  });

  it("goes on from what it saved as if it had never stopped", () => {
    const [first, second] = [makers[title](), makers[title]()];
    const params = { W: Matrix.fromRows(start) };
    first.step(params, { W: Matrix.fromRows(grads[0]) });
    first.step(params, { W: Matrix.fromRows(grads[1]) });

    second.load(JSON.parse(JSON.stringify(first.save())));
    const copy = { W: params.W.copy() };
    first.step(params, { W: Matrix.fromRows(grads[2]) });
    second.step(copy, { W: Matrix.fromRows(grads[2]) });

    expect(copy).toEqual(params);
  });
});

describe("an optimizer", () => {
  const params = { Wx: new Matrix(2, 3), b: new Matrix(1, 3) };

  it("names the parameter whose gradient is missing, misshapen or NaN", () => {
    const optimizer = adam({ rate: 0.1 });
    const good = { Wx: new Matrix(2, 3), b: new Matrix(1, 3) };

    expect(() => optimizer.step(params, { Wx: good.Wx })).toThrow('adam: the parameter "b" has no gradient');
    expect(() => optimizer.step(params, { ...good, b: new Matrix(3, 1) })).toThrow(
      'adam: "b" is [1, 3], its gradient is [3, 1].',
    );
    expect(() => optimizer.step(params, { ...good, b: good.b.map(() => Number.NaN) })).toThrow(
      'adam: the gradient of "b" is NaN at (0, 0) of [1, 3].',
    );
  });

  it("changes nothing when it refuses", () => {
    const before = structuredClone(params.Wx.data);

    expect(() =>
      sgd({ rate: 1 }).step(params, { Wx: Matrix.filled(2, 3, 1), b: Matrix.filled(1, 3, Number.NaN) }),
    ).toThrow(RangeError);

    expect(params.Wx.data).toEqual(before);
  });

  it("keeps float32 parameters and its memory in float32", () => {
    const single = { W: uniform(2, 2, 1, createRandom(1)).to("float32") };
    const optimizer = adam({ rate: 0.1 });

    optimizer.step(single, { W: single.W.copy() });

    expect(single.W.dtype).toBe("float32");
    expect(optimizer.save().memory.mean.W.dtype).toBe("float32");
  });

  it("asks a schedule for its rate at each update, from 0", () => {
    const optimizer = sgd({ rate: (update) => [1, 10, 100][update] });
    const W = new Matrix(1, 1);

    for (let update = 0; update < 3; update++) optimizer.step({ W }, { W: Matrix.filled(1, 1, 1) });

    expect(W.at(0, 0)).toBe(-111);
  });
});

describe("schedules", () => {
  it("step down, decay and follow half a cosine", () => {
    expect([0, 9, 10, 25].map(stepDecay(1, { every: 10, factor: 0.5 }))).toEqual([1, 1, 0.5, 0.25]);
    expect(exponentialDecay(2, 0.5)(3)).toBe(0.25);
    const cosine = cosineDecay(1, { updates: 10, floor: 0.1 });
    expect([0, 5, 10, 99].map((update) => cosine(update))).toEqual([1, expect.closeTo(0.55, 12), 0.1, 0.1]);
  });

  it("warm up to the rate they start from", () => {
    const rates = [0, 1, 2, 3, 4, 14].map(warmUp(stepDecay(1, { every: 10, factor: 0.5 }), 4));

    expect(rates).toEqual([0.25, 0.5, 0.75, 1, 1, 0.5]);
  });
});

describe("clipping", () => {
  const fresh = () => ({ a: Matrix.fromRows([[3, 0]]), b: Matrix.fromRows([[0], [-4]]) });

  it("by global norm shortens all together and keeps the direction", () => {
    const grads = fresh();

    const { norm, scale } = clipByGlobalNorm(grads, 2);

    expect([norm, scale]).toEqual([5, 0.4]);
    expectClose(grads.a, [[1.2, 0]]);
    expectClose(grads.b, [[0], [-1.6]]);
    expect(globalNorm(grads)).toBeCloseTo(2, 14);
  });

  it("by global norm leaves short gradients alone", () => {
    const grads = fresh();

    expect(clipByGlobalNorm(grads, 5)).toEqual({ norm: 5, scale: 1 });
    expect(grads).toEqual(fresh());
  });

  it("by global norm copes with gradients whose square would overflow", () => {
    const grads = { a: Matrix.fromRows([[3e200, 4e200]]) };

    expect(clipByGlobalNorm(grads, 1).norm).toBeCloseTo(5e200, -188);
    expectClose(grads.a, [[0.6, 0.8]]);
  });

  it("by value limits each element", () => {
    const grads = fresh();

    expect(clipByValue(grads, 3.5)).toEqual({ clipped: 1 });
    expect(grads.b.toRows()).toEqual([[0], [-3.5]]);
  });

  it("names the tensor that is NaN or infinite", () => {
    const grads = { ...fresh(), Wh: Matrix.fromRows([[1, Number.NEGATIVE_INFINITY]]) };

    expect(() => clipByGlobalNorm(grads, 1)).toThrow(
      'globalNorm: the gradient of "Wh" is -Infinity at (0, 1) of [1, 2].',
    );
    expect(() => clipByValue(grads, 1)).toThrow('clipByValue: the gradient of "Wh" is -Infinity');
    expect(() => clipByGlobalNorm(fresh(), 0)).toThrow("maxNorm must be above 0, got 0");
  });
});
