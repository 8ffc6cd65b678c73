import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesPer, layOutInArena, releaseArena } from "../../../../src/library/fused/arena.ts";
import { Matrix } from "../../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../../src/library/numeric/random.ts";

const dtypes = ["float32", "float64"] as const;

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  inner: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 250, max: 530 })),
  cols: fc.integer({ min: 1, max: 70 }),
  dtype: fc.constantFrom(...dtypes),
  turnA: fc.boolean(),
  turnB: fc.boolean(),
  accumulate: fc.boolean(),
  seed: fc.nat(1e6),
});

/** op(a) · op(b) onto c, through the kernels: turned matrices are stored transposed. */
function kernelProduct(
  { a, b, c }: { a: Matrix; b: Matrix; c: Matrix },
  { turnA, turnB, accumulate }: { turnA: boolean; turnB: boolean; accumulate: boolean },
): Matrix {
  const [rows, inner, cols, bytes] = [a.rows, a.cols, b.cols, bytesPer(a.dtype)];
  const width = 64 / bytes;
  const { arena, parts } = layOutInArena(a.dtype, `product ${rows} ${inner} ${cols}`, (take) => ({
    a: take(rows * inner),
    turned: take(rows * inner),
    b: take(inner * cols),
    c: take(rows * cols),
    packed: take(inner * Math.ceil(cols / width) * width),
  }));
  const { kernels } = arena;
  parts.a.values.set((turnA ? a.transpose() : a).data);
  parts.b.values.set((turnB ? b.transpose() : b).data);
  parts.c.values.set(c.data);
  if (turnA) kernels.transpose(parts.turned.at, parts.a.at, inner, rows, rows * bytes);
  const strides = turnB ? [bytes, inner * bytes] : [cols * bytes, bytes];
  kernels.pack(parts.packed.at, parts.b.at, inner, cols, strides[0], strides[1]);
  const left = turnA ? parts.turned.at : parts.a.at;
  const into = parts.c.at;
  kernels.product(rows, cols, inner, left, inner * bytes, parts.packed.at, into, cols * bytes, accumulate);
  const result = new Matrix(rows, cols, parts.c.values.slice());
  releaseArena(arena);
  return result;
}

describe("product", () => {
  it("is the matrix product: NN, NT, TN and TT, onto zeros or onto what is there", () => {
    fc.assert(
      fc.property(shapes, ({ rows, inner, cols, dtype, seed, ...how }) => {
        const random = createRandom(seed);
        const draw = (r: number, c: number): Matrix => uniform(r, c, 1, random).to(dtype);
        const [a, b, c] = [draw(rows, inner), draw(inner, cols), draw(rows, cols)];

        const got = kernelProduct({ a, b, c }, how);

        const expected = how.accumulate ? c.plus(a.dot(b)) : a.dot(b);
        // Up to 530 terms of at most 1, each rounded.
        expect(got.equals(expected, dtype === "float32" ? 1e-4 : 1e-12)).toBe(true);
      }),
      { numRuns: 80, seed: 7 },
    );
  });
});

describe.each(dtypes)("sigmoid and tanh in %s", (dtype) => {
  /** Of results up to 1: a few units in the last place. */
  const tolerance = dtype === "float32" ? 2e-7 : 5e-16;
  const count = 4001;
  const { arena, parts } = layOutInArena(dtype, `activations ${dtype}`, (take) => ({
    x: take(count),
    y: take(count),
  }));
  const { x, y } = parts;

  it.each([0.01, 1, 20, 200])("are as good as the precision allows up to |x| = %s", (range) => {
    for (let k = 0; k < count; k++) x.values[k] = ((2 * k) / (count - 1) - 1) * range;

    arena.kernels.applySigmoid(count, x.at, y.at);
    const sigmoidError = Math.max(...y.values.map((v, k) => Math.abs(v - 1 / (1 + Math.exp(-x.values[k])))));
    arena.kernels.applyTanh(count, x.at, y.at);
    const tanhError = Math.max(...y.values.map((v, k) => Math.abs(v - Math.tanh(x.values[k]))));

    expect(sigmoidError).toBeLessThan(tolerance);
    expect(tanhError).toBeLessThan(tolerance);
  });

  it("keep tanh exact near 0, pass NaN on and reach their limits", () => {
    x.values.set([1e-12, -1e-12, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);

    arena.kernels.applyTanh(5, x.at, y.at);

    expect(y.values[0] / 1e-12).toBeCloseTo(1, 6);
    expect(y.values[1] / -1e-12).toBeCloseTo(1, 6);
    expect([...y.values.subarray(2, 5)]).toEqual([Number.NaN, 1, -1]);
  });
});
