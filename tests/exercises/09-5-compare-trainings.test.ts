/** Checks of X9.5: what several seeds say of two models. */

import { createRandom, type Random } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Trainings {
  readonly first: number[];
  readonly second: number[];
  readonly options: { readonly budget: number; readonly t: number };
}

interface Comparison {
  readonly solved: [number, number];
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly toldApart: boolean;
}

/** What is right. */
function compared({ first, second, options: { budget, t } }: Trainings): Comparison {
  const [a, b] = [first, second].map((efforts) =>
    efforts.map((effort) => Math.log2(Math.min(effort, budget))),
  );
  const differences = a.map((effort, k) => effort - b[k]);
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const squares = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  const half = t * Math.sqrt(squares / (n - 1) / n);
  const [low, high] = [mean - half, mean + half];
  const solvedIn = (efforts: number[]): number => efforts.filter(Number.isFinite).length;
  const solved: [number, number] = [solvedIn(first), solvedIn(second)];
  return { solved, mean, low, high, toldApart: low > 0 || high < 0 };
}

/** Student's t for n − 1 degrees of freedom, 95 %. */
const quantiles: Readonly<Record<number, number>> = { 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306 };

/** n seeds whose luck both models share; the first needs 2^shift times as much. */
function trainings(n: number, shift: number, unsolved: readonly [number, number], random: Random): Trainings {
  const luck = Array.from({ length: n }, () => random());
  const efforts = (factor: number): number[] =>
    luck.map((share) => Math.round(200 * factor * 2 ** (2 * share + 0.6 * random())));
  const [first, second] = [efforts(2 ** shift), efforts(1)];
  for (let k = 0; k < unsolved[0]; k++) first[k] = Number.POSITIVE_INFINITY;
  for (let k = 0; k < unsolved[1]; k++) second[n - 1 - k] = Number.POSITIVE_INFINITY;
  return { first, second, options: { budget: 4000, t: quantiles[n] } };
}

/** Asks for the comparison, and makes sure that it is one. */
async function ask({ call }: CheckTools, { first, second, options }: Trainings): Promise<Comparison> {
  const result = await call("compareTrainings", first, second, options);
  expectLike("result", result, compared({ first, second, options }));
  return result as Comparison;
}

const pick = ({ mean, low, high }: Comparison): object => ({ mean, low, high });

exercise("X9.5", ({ check }) => {
  check("a", async (tools) => {
    const random = createRandom(tools.seed);
    for (const unsolved of [
      [2, 1],
      [0, 3],
    ] as const) {
      const made = trainings(7, 0.5, unsolved, random);

      const { solved } = await ask(tools, made);

      const expected = compared(made).solved;
      if (solved.some((count, k) => count !== expected[k]))
        throw new CheckFailure(
          `solved: of 7 trainings each, ${expected.join(" and ")} were solved; got ${solved.join(" and ")}.`,
        );
    }
  });

  check("b", async (tools) => {
    const made = trainings(6, 1, [0, 0], createRandom(tools.seed));

    const { mean } = await ask(tools, made);

    expectClose("mean", mean, compared(made).mean);
  });

  check("c", async (tools) => {
    const random = createRandom(tools.seed);
    for (const n of [5, 8]) {
      const made = trainings(n, -0.4, [0, 0], random);

      const { low, high } = await ask(tools, made);

      const expected = compared(made);
      expectClose("interval", { low, high }, { low: expected.low, high: expected.high });
    }
  });

  check("d", async (tools) => {
    const random = createRandom(tools.seed);
    for (const unsolved of [
      [1, 0],
      [1, 2],
    ] as const) {
      const made = trainings(9, 0.3, unsolved, random);

      const result = await ask(tools, made);

      const lookAt = "An unsolved training counts with its budget.";
      expectClose("mean and interval", pick(result), pick(compared(made)), { lookAt });
    }
  });

  check("e", async (tools) => {
    const random = createRandom(tools.seed);
    for (const shift of [3, 0, -3]) {
      const made = trainings(8, shift, [0, 0], random);
      if (shift === 0)
        made.second.splice(0, 8, ...made.first.map((effort, k) => effort * (k % 2 === 0 ? 1.5 : 0.7)));

      const { toldApart } = await ask(tools, made);

      const { low, high, toldApart: expected } = compared(made);
      if (toldApart !== expected)
        throw new CheckFailure(
          `toldApart: the interval is ${low.toFixed(2)} … ${high.toFixed(2)}; expected ${expected}, got ${String(toldApart)}.`,
        );
    }
  });
});
