import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fusedLinear } from "../../../src/library/fused/linear.ts";
import { linear } from "../../../src/library/layers/linear.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { zerosLike } from "../../../src/library/numeric/named.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { largestDifference } from "./parity.ts";

describe("fusedLinear", () => {
  it("gives what linear gives, for any shape and precision", () => {
    const shape = fc.record({
      rows: fc.integer({ min: 1, max: 40 }),
      input: fc.integer({ min: 1, max: 30 }),
      output: fc.integer({ min: 1, max: 40 }),
      dtype: fc.constantFrom("float32" as const, "float64" as const),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(shape, ({ rows, input, output, dtype, seed }) => {
        const random = createRandom(seed);
        const params = linear.initParams({ input, output, dtype }, random);
        const x = uniform(rows, input, 1, random).to(dtype);
        const dy = uniform(rows, output, 1, random).to(dtype);
        const run = (layer: typeof linear): { y: Matrix; dx: Matrix; W: Matrix; b: Matrix } => {
          const grads = zerosLike(params);
          const { y, cache } = layer.forward(params, x);
          const dx = layer.backward(params, cache, dy, grads);
          return { y, dx, ...grads };
        };

        const difference = largestDifference(run(fusedLinear), run(linear));

        // Sums of at most 40 products of numbers up to 1.
        expect(difference).toBeLessThan(dtype === "float32" ? 1e-5 : 1e-13);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it("refuses what does not fit", () => {
    const params = linear.initParams({ input: 3, output: 2 }, createRandom(1));

    expect(() => fusedLinear.forward(params, new Matrix(4, 5))).toThrow(/x is \[4, 5\], W is \[3, 2\]/);
    expect(() => fusedLinear.forward(params, Matrix.zeros(4, 3, "float32"))).toThrow(
      /x is float32, W is float64/,
    );
  });
});
