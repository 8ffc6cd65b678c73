import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertFinite, NotFiniteError } from "../../../src/library/numeric/assert-finite.ts";
import { joinColumns, joinRows, splitRows } from "../../../src/library/numeric/join.ts";
import { Matrix } from "../../../src/library/numeric/matrix.ts";
import { createRandom, uniform } from "../../../src/library/numeric/random.ts";
import { DtypeError, ShapeError } from "../../../src/library/numeric/shape-error.ts";

const a = Matrix.fromRows([
  [1, 2, 3],
  [4, 5, 6],
]);
const b = Matrix.fromRows([
  [10, 20, 30],
  [40, 50, 60],
]);

describe("the product", () => {
  it("multiplies rows by columns", () => {
    const product = a.dot(b.transpose());

    expect(product.toRows()).toEqual([
      [140, 320],
      [320, 770],
    ]);
  });

  it("agrees with the definition for every shape, whether or not it fits the tiles", () => {
    const size = fc.integer({ min: 1, max: 11 });
    fc.assert(
      fc.property(size, size, size, fc.integer(), (m, k, n, seed) => {
        const random = createRandom(seed);
        const [left, right] = [uniform(m, k, 1, random), uniform(k, n, 1, random)];

        const product = left.dot(right);

        for (let r = 0; r < m; r++) {
          for (let c = 0; c < n; c++) {
            let sum = 0;
            for (let p = 0; p < k; p++) sum += left.at(r, p) * right.at(p, c);
            expect(product.at(r, c)).toBe(sum); // the same additions in the same order
          }
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("names both shapes when the inner sizes differ", () => {
    expect(() => a.dot(b)).toThrow(
      new ShapeError("dot: inner sizes differ: left is [2, 3], right is [2, 3]."),
    );
  });
});

describe("element by element", () => {
  it("adds, subtracts, multiplies and scales", () => {
    expect(a.plus(b).toRows()[1]).toEqual([44, 55, 66]);
    expect(b.minus(a).toRows()[0]).toEqual([9, 18, 27]);
    expect(a.times(b).toRows()[0]).toEqual([10, 40, 90]);
    expect(a.scale(-2).toRows()[0]).toEqual([-2, -4, -6]);
  });

  it("adds and multiplies rows and columns", () => {
    const row = Matrix.fromRows([[1, 0, -1]]);
    const column = Matrix.fromRows([[2], [-1]]);

    expect(a.plusRow(row).toRows()).toEqual([
      [2, 2, 2],
      [5, 5, 5],
    ]);
    expect(a.timesRow(row).toRows()[1]).toEqual([4, 0, -6]);
    expect(a.timesColumn(column).toRows()).toEqual([
      [2, 4, 6],
      [-4, -5, -6],
    ]);
    expect(() => a.plusRow(column)).toThrow("plusRow: expected a row [1, 3], got [2, 1].");
    expect(() => a.timesColumn(row)).toThrow("timesColumn: expected a column [2, 1], got [1, 3].");
  });

  it("sums rows, columns and all", () => {
    expect(a.sumRows().toRows()).toEqual([[5, 7, 9]]);
    expect(a.sumColumns().toRows()).toEqual([[6], [15]]);
    expect(a.sum()).toBe(21);
    expect(Matrix.fromRows([[3, 4]]).norm()).toBe(5);
    expect(Matrix.fromRows([[3e200, 4e200]]).norm() / 5e200).toBeCloseTo(1, 14);
    expect(Matrix.fromRows([[3e-200, 4e-200]]).norm() / 5e-200).toBeCloseTo(1, 14);
    expect(Matrix.fromRows([[Number.NaN, 1]]).norm()).toBeNaN();
  });

  it("keeps sigmoid and tanh finite far from zero", () => {
    const far = Matrix.fromRows([[-1e4, -40, 0, 40, 1e4]]);

    expect(far.sigmoid().toRows()).toEqual([[0, 1 / (1 + Math.exp(40)), 0.5, 1, 1]]);
    expect(far.tanh().toRows()).toEqual([[-1, -1, 0, 1, 1]]);
    expect(far.relu().toRows()).toEqual([[0, 0, 0, 40, 1e4]]);
  });

  it("names operation and shapes when the shapes differ", () => {
    expect(() => a.plus(a.transpose())).toThrow("plus: shapes differ: left is [2, 3], right is [3, 2].");
    expect(() => a.accumulate(a.row(0))).toThrow(
      "accumulate: shapes differ: left is [2, 3], right is [1, 3].",
    );
  });
});

describe("taking apart and putting together", () => {
  it("splits columns and joins them again", () => {
    const wide = uniform(2, 6, 1, createRandom(1));

    const parts = wide.splitColumns(3);

    expect(parts.map(({ shape }) => shape)).toEqual(["[2, 2]", "[2, 2]", "[2, 2]"]);
    expect(joinColumns(parts)).toEqual(wide);
    expect(() => wide.splitColumns(4)).toThrow("splitColumns: [2, 6] does not split into 4 equal parts.");
  });

  it("joins columns of different width", () => {
    const joined = joinColumns([a, Matrix.fromRows([[7], [8]])]);

    expect(joined.toRows()).toEqual([
      [1, 2, 3, 7],
      [4, 5, 6, 8],
    ]);
    expect(joined.columns(3, 4).toRows()).toEqual([[7], [8]]);
  });

  it("joins rows and splits them again", () => {
    const tall = joinRows([a, b]);

    expect(tall.shape).toBe("[4, 3]");
    expect(splitRows(tall, 2)).toEqual([a, b]);
  });

  it("refuses what does not fit", () => {
    expect(() => joinColumns([])).toThrow("joinColumns: expected at least one matrix, got none.");
    expect(() => joinColumns([a, a.row(0)])).toThrow(
      "joinColumns: rows differ: first is [2, 3], another is [1, 3].",
    );
    expect(() => joinRows([a, a.transpose()])).toThrow(
      "joinRows: columns differ: first is [2, 3], another is [3, 2].",
    );
  });
});

describe("making and reading", () => {
  it("goes to JSON and back in both precisions", () => {
    for (const dtype of ["float64", "float32"] as const) {
      const matrix = uniform(3, 2, 1, createRandom(4)).to(dtype);

      const back = Matrix.fromJSON(JSON.parse(JSON.stringify(matrix)));

      expect(back).toEqual(matrix);
    }
  });

  it("refuses numbers that JSON could not keep", () => {
    const json = JSON.parse(JSON.stringify(Matrix.fromRows([[1, Number.NaN]])));

    expect(() => Matrix.fromJSON(json)).toThrow("fromJSON: number 1 is null, expected a finite number.");
  });

  it("refuses ragged rows, wrong lengths and impossible sizes", () => {
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow("fromRows: row 0 has 2 numbers, row 1 has 1.");
    expect(() => new Matrix(2, 3, new Float64Array(5))).toThrow("Matrix: [2, 3] needs 6 numbers, got 5.");
    expect(() => new Matrix(0, 3)).toThrow(ShapeError);
    expect(() => new Matrix(1.5, 2)).toThrow("rows and columns must be whole and at least 1, got [1.5, 2]");
  });

  it("takes arrays of another context, and refuses plain lists", () => {
    const foreign = runInNewContext("Float32Array.of(1, 2)") as Float32Array;

    expect(new Matrix(1, 2, foreign).plus(new Matrix(1, 2, foreign)).toRows()).toEqual([[2, 4]]);
    expect(new Matrix(1, 2, foreign).dtype).toBe("float32");
    expect(() => new Matrix(1, 2, [1, 2] as unknown as Float64Array)).toThrow(
      "Matrix: expected its numbers as a Float64Array or Float32Array, got object; for lists use Matrix.fromRows.",
    );
  });

  it("reads elements and rows, and says when there are none", () => {
    expect(a.at(1, 2)).toBe(6);
    expect(a.row(1).toRows()).toEqual([[4, 5, 6]]);
    expect(() => a.at(2, 0)).toThrow("at: (2, 0) lies outside [2, 3]; both count from 0.");
    expect(() => a.at(0.5, 0)).toThrow("at: (0.5, 0) lies outside");
    expect(() => a.row(-1)).toThrow("row: -1 lies outside [2, 3]");
    expect(() => a.columns(1, 4)).toThrow("columns: 1 … 3 do not all lie in [2, 3].");
  });

  it("compares with a tolerance, and never takes NaN for equal", () => {
    const near = a.map((v) => v + 1e-9);

    expect(a.equals(a.copy())).toBe(true);
    expect(a.equals(near)).toBe(false);
    expect(a.equals(near, 1e-8)).toBe(true);
    expect(a.equals(a.to("float32"))).toBe(false);
    expect(a.scale(Number.NaN).equals(a.scale(Number.NaN), 1)).toBe(false);
  });

  it("prints its shape and numbers in a notebook", () => {
    expect(inspect(Matrix.fromRows([[1, -0.5]]))).toBe("Matrix [1, 2] float64\n        1  -0.5000");
    expect(inspect(new Matrix(20, 30)).split("\n")).toHaveLength(12);
  });
});

describe("precision", () => {
  it("stays float32 through every operation", () => {
    const single = a.to("float32");
    const results = [
      single.plus(single),
      single.dot(single.transpose()),
      single.tanh(),
      single.sumRows(),
      single.sumColumns(),
      single.splitColumns(3)[0],
      joinColumns([single, single]),
      single.map((v) => v),
    ];

    expect(results.map(({ dtype }) => dtype)).toEqual(results.map(() => "float32"));
  });

  it("refuses to mix precisions, and says how to convert", () => {
    expect(() => a.plus(a.to("float32"))).toThrow(
      new DtypeError('plus: left is float64, right is float32; convert one with .to("float64").'),
    );
    expect(() => a.to("float32").dot(a.transpose())).toThrow(DtypeError);
    expect(() => joinColumns([a, a.to("float32")])).toThrow(DtypeError);
  });
});

it("assertFinite names the matrix and the place", () => {
  const bad = Matrix.fromRows([
    [0, 1],
    [2, Number.POSITIVE_INFINITY],
  ]);

  expect(() => assertFinite("h", a)).not.toThrow();
  expect(() => assertFinite("h", bad)).toThrow(new NotFiniteError("h is Infinity at (1, 1) of [2, 2]."));
});

it("lets its numbers be summed up with reduce, as those of any array", () => {
  const { data } = Matrix.fromRows(
    [
      [1, 2],
      [3, 4],
    ],
    "float32",
  );

  const total: number = data.reduce((sum, value) => sum + value, 10);
  const largest: number = data.reduce((most, value) => Math.max(most, value));

  expect([total, largest]).toEqual([20, 4]);
});
