/** Checks of X5.4: the IRNN's start. */

import { createRandom, Matrix, randomInteger } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Params {
  readonly Wx: Matrix;
  readonly Wh: Matrix;
  readonly b: Matrix;
}

interface Size {
  readonly input: number;
  readonly hidden: number;
}

const right = ({ input, hidden }: Size): Params => ({
  Wx: new Matrix(input, hidden),
  Wh: new Matrix(hidden, hidden).map((_, k) => (k % (hidden + 1) === 0 ? 1 : 0)),
  b: new Matrix(1, hidden),
});

/** Asks for the parameters and makes sure of their shapes. */
async function ask({ call }: CheckTools, size: Size, seed: number): Promise<Params> {
  const params = await call("irnnInit", size, seed);
  expectLike("params", params, right(size));
  return params as Params;
}

/** What 1,200 normal numbers hardly ever leave: four standard errors and more around the moments. */
function expectNormal(Wx: Matrix, deviation: number): void {
  const mean = (f: (z: number) => number): number => Wx.map((v) => f(v / deviation)).sum() / Wx.data.length;
  const bands: [name: string, value: number, low: number, high: number][] = [
    ["the mean", mean((z) => z), -0.13, 0.13],
    ["the mean square", mean((z) => z * z), 0.8, 1.2],
    ["the share beyond two deviations", mean((z) => (Math.abs(z) > 2 ? 1 : 0)), 0.015, 0.085],
  ];
  for (const [name, value, low, high] of bands)
    if (!(value >= low && value <= high))
      throw new CheckFailure(
        `Wx, divided by ${deviation}: ${name} is ${value.toPrecision(3)}, expected ${low} to ${high}. Is it normal, with mean 0 and standard deviation ${deviation}?`,
      );
}

exercise("X5.4", ({ check }) => {
  check("a", async (tools) => {
    const random = createRandom(tools.seed);
    const size = { input: 2 + randomInteger(3, random), hidden: 5 + randomInteger(3, random) };

    const params = await ask(tools, size, tools.seed);

    expectClose("Wh", params.Wh, right(size).Wh, { lookAt: "The identity: ones on the diagonal." });
    expectClose("b", params.b, right(size).b);
  });

  check("b", async (tools) => {
    const size = { input: 30, hidden: 40 };
    const [first, again, other] = [
      await ask(tools, size, tools.seed),
      await ask(tools, size, tools.seed),
      await ask(tools, size, tools.seed + 1),
    ];

    expectNormal(
      right(size).Wx.map((_, k) => first.Wx.data[k]),
      0.001,
    );
    expectClose("Wx of the same seed", again.Wx, first.Wx, { tolerance: 0 });
    if (first.Wx.data.every((v, k) => v === other.Wx.data[k]))
      throw new CheckFailure("Two different seeds give the same Wx. Does createRandom get the seed?");
  });
});
