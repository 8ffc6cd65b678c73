import { describe, expect, it } from "vitest";
import { fusedAdam } from "../../../src/library/fused/adam.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { mapNamed, type Named } from "../../../src/library/numeric/named.ts";
import type { Dtype } from "../../../src/library/numeric/numbers.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { adam } from "../../../src/library/training/optimizers.ts";
import { largestDifference } from "./parity.ts";

const start = (dtype: Dtype): Named => ({
  W: uniform(3, 7, 1, createRandom(1)).to(dtype),
  b: uniform(1, 5, 1, createRandom(2)).to(dtype),
});
const gradientsOf = (params: Named, update: number): Named =>
  mapNamed(params, ({ rows, cols, dtype }) => uniform(rows, cols, 1, createRandom(update, 9)).to(dtype));

describe.each(["float64", "float32"] as const)("fusedAdam in %s", (dtype) => {
  it("moves the parameters as adam does, under a schedule", () => {
    const rate = (update: number): number => 0.1 / (1 + update);
    const [expected, got] = [start(dtype), start(dtype)];
    const [explicit, optimizer] = [adam({ rate }), fusedAdam({ rate })];

    for (let update = 0; update < 20; update++) {
      explicit.step(expected, gradientsOf(expected, update));
      optimizer.step(got, gradientsOf(got, update));
    }

    // Parameters of about 1, moved 20 times.
    expect(largestDifference(got, expected)).toBeLessThan(dtype === "float32" ? 2e-6 : 1e-14);
  });
});

it("goes on where it was saved, and from where adam was saved", () => {
  const [first, resumed, other] = [start("float64"), start("float64"), start("float64")];
  const whole = fusedAdam({ rate: 0.1 });
  const before = adam({ rate: 0.1 });
  for (let update = 0; update < 3; update++) {
    whole.step(first, gradientsOf(first, update));
    before.step(other, gradientsOf(other, update));
  }
  for (const name of ["W", "b"]) resumed[name].data.set(first[name].data);
  const [after, fromAdam] = [fusedAdam({ rate: 0.1 }), fusedAdam({ rate: 0.1 })];
  after.load(JSON.parse(JSON.stringify(whole.save())));
  fromAdam.load(before.save());

  for (const [optimizer, params] of [
    [whole, first],
    [after, resumed],
    [fromAdam, other],
  ] as const) {
    optimizer.step(params, gradientsOf(params, 3));
  }

  expect(resumed).toEqual(first);
  expect(largestDifference(other, first)).toBeLessThan(1e-14);
});

it("refuses gradients that do not match or are not finite", () => {
  const params = start("float64");
  const optimizer = fusedAdam({ rate: 0.1 });

  expect(() => optimizer.step(params, { W: params.W })).toThrow(/expected "b" and its gradient/);
  expect(() =>
    optimizer.step(params, { ...params, b: Matrix.filled(1, 5, Number.POSITIVE_INFINITY) }),
  ).toThrow(/gradient of "b" is Infinity/);
});
