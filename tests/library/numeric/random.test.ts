import { describe, expect, it } from "vitest";
import { glorot, identity, orthogonal } from "../../../src/library/numeric/initialisation.ts";
import {
  createRandom,
  normal,
  randomInteger,
  shuffled,
  uniform,
} from "../../../src/library/numeric/random.ts";

describe("seeded random numbers", () => {
  it("repeat for the same seed and stream, and differ for others", () => {
    const first = (seed: number, stream?: number): number[] => {
      const random = createRandom(seed, stream);
      return [random(), random(), random()];
    };

    expect(first(1)).toEqual(first(1));
    expect(first(1, 5)).toEqual(first(1, 5));
    const all = [first(1), first(2), first(1, 0), first(1, 1), first(2, 1), first(5, 1), first(1, 5)];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it("are the known numbers of mulberry32, on every machine", () => {
    const random = createRandom(1);

    expect([random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478]);
  });

  it("are uniform: mean 1/2, variance 1/12", () => {
    const numbers = [...uniform(100, 100, 0.5, createRandom(3)).data];

    const mean = numbers.reduce((sum, v) => sum + v, 0) / 1e4;
    const variance = numbers.reduce((sum, v) => sum + v * v, 0) / 1e4;

    expect(Math.abs(mean)).toBeLessThan(0.012); // 4 standard errors of 0.0029
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003); // 4 standard errors of 0.00075
  });

  it("are normal: the right share lies within one and two deviations", () => {
    const numbers = [...normal(100, 100, 3, createRandom(4)).data];

    const within = (limit: number): number => numbers.filter((v) => Math.abs(v) < limit).length / 1e4;

    expect(Math.abs(within(3) - 0.6827)).toBeLessThan(0.019); // 4 standard errors of 0.0047
    expect(Math.abs(within(6) - 0.9545)).toBeLessThan(0.0084); // 4 standard errors of 0.0021
  });

  it("neighbouring streams are unrelated", () => {
    const starts = Array.from({ length: 2000 }, (_, stream) => createRandom(7, stream)() - 0.5);
    const products = starts.slice(1).map((v, k) => v * starts[k]);

    const correlation = (12 * products.reduce((sum, v) => sum + v, 0)) / products.length;

    expect(Math.abs(correlation)).toBeLessThan(0.09); // 4 standard errors of 1/√2000
  });

  it("shuffle keeps every item and leaves the list alone", () => {
    const items = [1, 2, 3, 4, 5, 6, 7];

    const order = shuffled(items, createRandom(5));

    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(order).not.toEqual(items);
    expect(order.toSorted()).toEqual(items);
  });

  it("draws every whole number below a limit", () => {
    const random = createRandom(6);
    const drawn = new Set(Array.from({ length: 200 }, () => randomInteger(5, random)));

    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("starting values", () => {
  it.each([
    [4, 4],
    [3, 6],
    [7, 2],
  ])("orthogonal [%i, %i] has orthonormal rows or columns", (rows, cols) => {
    const W = orthogonal(rows, cols, createRandom(1), 2);

    const gram = rows <= cols ? W.dot(W.transpose()) : W.transpose().dot(W);

    expect(gram.equals(identity(Math.min(rows, cols), 4), 1e-12)).toBe(true);
  });

  it("identity has its gain on the diagonal only", () => {
    expect(identity(2, 0.5).toRows()).toEqual([
      [0.5, 0],
      [0, 0.5],
    ]);
  });

  it("glorot stays within its limit and reaches close to it", () => {
    const W = glorot(10, 20, createRandom(2));
    const largest = Math.max(...W.data.map(Math.abs));

    expect(largest).toBeLessThan(Math.sqrt(6 / 30));
    expect(largest).toBeGreaterThan(0.95 * Math.sqrt(6 / 30));
  });
});
