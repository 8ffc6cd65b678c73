/**
 * Checks of X3.3: a gradient check.
 *
 * The loss stays here: the learner's function calls it back, so every point at which it asks is seen.
 */

import { createRandom, type Matrix, type Random, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly theta: Matrix;
  /** Every point at which the loss was asked for. */
  readonly asked: number[][];
  readonly loss: (theta: Matrix) => number;
  readonly gradient: Matrix;
}

/** L(θ) = Σ a sin(c θ) + (Σ θ)³ / 6: curved in every direction, its gradient known. */
function draw(random: Random): Given {
  const [rows, cols] = random() < 0.5 ? [3, 4] : [4, 2];
  const theta = uniform(rows, cols, 1, random);
  const a = uniform(rows, cols, 1, random).map((v) => v + Math.sign(v));
  const c = uniform(rows, cols, 1, random).map((v) => 1.5 + v / 2);
  const asked: number[][] = [];
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, v) => total + v, 0);
  const loss = ({ data }: Matrix): number => {
    asked.push(Array.from(data));
    return sum(a.data.map((v, k) => v * Math.sin(c.data[k] * data[k]))) + sum(data) ** 3 / 6;
  };
  const gradient = theta.map(
    (v, k) => a.data[k] * c.data[k] * Math.cos(c.data[k] * v) + sum(theta.data) ** 2 / 2,
  );
  return { theta, asked, loss, gradient };
}

interface Result {
  readonly maxRelativeError: number;
  readonly worst: number;
}

/** The equation of the exercise, on a copy of theta. */
function right({ theta, loss }: Given, analytic: Matrix, epsilon: number): Result {
  const at = (i: number, shift: number): number => loss(theta.map((v, k) => (k === i ? v + shift : v)));
  const errors = Array.from(theta.data, (_, i) => {
    const numeric = (at(i, epsilon) - at(i, -epsilon)) / (2 * epsilon);
    const a = analytic.data[i];
    return Math.abs(a - numeric) / Math.max(1, Math.abs(a) + Math.abs(numeric));
  });
  const maxRelativeError = Math.max(...errors);
  return { maxRelativeError, worst: errors.indexOf(maxRelativeError) };
}

/** A gradient with one error that stands out, in element `at`, and small ones elsewhere. */
const spoil = (gradient: Matrix, at: number, by: number, random: Random): Matrix =>
  gradient.map((v, k) => v + (k === at ? by : 0.02 * (random() - 0.5)));

/**
 * An example whose largest (or smallest) element of the gradient is as `fits` wants it, and its gradient with an error
 * there, `by`: away from zero where it is positive, towards zero where it is negative.
 */
function drawAt(
  random: Random,
  fits: (size: number) => boolean,
  choose: (...sizes: number[]) => number,
  by: number,
): { given: Given; analytic: Matrix } {
  for (;;) {
    const given = draw(random);
    const sizes = Array.from(given.gradient.data, Math.abs);
    const chosen = choose(...sizes);
    const at = sizes.indexOf(chosen);
    if (fits(chosen))
      return { given, analytic: spoil(given.gradient, at, by * Math.sign(given.gradient.data[at]), random) };
  }
}

exercise("X3.3", ({ check }) => {
  check("a", async ({ probe, seed }) => {
    const given = draw(createRandom(seed));

    const result = await probe("gradCheck", given.loss, given.theta, given.gradient);

    expectLike("result", result, { maxRelativeError: 0, worst: 0 });
  });

  check("b", async ({ probe, seed }) => {
    const random = createRandom(seed);
    for (let round = 0; round < 3; round++) {
      const given = draw(random);

      const result = (await probe("gradCheck", given.loss, given.theta, given.gradient)) as Result;

      expectLike("result", result, { maxRelativeError: 0, worst: 0 });
      if (!(Math.abs(result.maxRelativeError) < 1e-8))
        throw new CheckFailure(
          `maxRelativeError is ${result.maxRelativeError} for a gradient that is right (allowed: 1e-8 with central differences and ε = 1e-5). Is the difference taken on both sides, and divided by 2ε?`,
        );
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    const spoiled = [
      drawAt(random, (largest) => largest > 1.5, Math.max, -0.8), // the numeric gradient is the larger one
      drawAt(random, () => true, Math.max, 6), // the analytic one is
      drawAt(random, (smallest) => smallest < 0.3, Math.min, -0.3), // both together stay below 1
    ];
    const results: unknown[] = [];
    for (const { given, analytic } of spoiled)
      results.push(await call("gradCheck", given.loss, given.theta, analytic, 1e-2));

    spoiled.forEach(({ given, analytic }, i) => {
      expectClose("result", results[i], right(given, analytic, 1e-2), {
        lookAt: "Divide by max(1, |analytic| + |numeric|): where both are small, the error counts as it is.",
      });
    });
  });

  check("d", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const epsilon of [0.1, 0.03]) {
      const given = draw(random);
      const size = given.theta.data.length;
      const analytic = spoil(given.gradient, epsilon === 0.1 ? 0 : size - 1, 3, random);

      const result = await call("gradCheck", given.loss, given.theta, analytic, epsilon);

      assertOneMoved(given);
      expectClose("result", result, right(given, analytic, epsilon), {
        lookAt: "Is the epsilon that was given the one that is used?",
      });
    }
  });
});

/** Every call of the loss moves one element and leaves the others as they came. */
function assertOneMoved({ theta, asked }: Given): void {
  for (const point of asked) {
    // An element that went up and down again may have lost its last digit.
    const moved = point.filter((v, k) => Math.abs(v - theta.data[k]) > 1e-9).length;
    if (moved > 1)
      throw new CheckFailure(
        `The loss was asked for at a point where ${moved} elements of theta had moved. Put each one back.`,
      );
  }
}
