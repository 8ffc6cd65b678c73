/** Checks of X8.5: guesses of the gradient's length, held against the experiment of chapter 08. */

import { runForgetBiasSweep } from "unrolled/experiments";
import { median } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure } from "../../src/grader/grading/expectations.ts";

/** By check. */
const biases = { a: -1, b: 0, c: 1, d: 3 } as const;
/** Powers of ten. */
const tolerance = 3;

let measured: Map<number, number> | undefined;

/** log₁₀ of the median length after 99 steps, by bias; measured once for all answers. */
function measuredPower(bias: number): number {
  measured ??= new Map(
    runForgetBiasSweep({
      hidden: 32,
      input: 4,
      steps: 99,
      biases: Object.values(biases),
      seeds: [1, 2, 3, 4, 5],
    }).curves.map(({ runs }, k) => [
      Object.values(biases)[k],
      Math.log10(median(runs.map((run) => run.full[99]))),
    ]),
  );
  return measured.get(bias)!;
}

exercise("X8.5", ({ check }) => {
  for (const [id, bias] of Object.entries(biases)) {
    check(id, async ({ call }) => {
      const guess = await call("predictedPower", bias);

      if (typeof guess !== "number" || !Number.isFinite(guess))
        throw new CheckFailure(`b = ${bias}: expected a power of ten, such as −3, got ${String(guess)}.`);
      const power = measuredPower(bias);
      if (Math.abs(guess - power) <= tolerance) return;
      throw new CheckFailure(
        `b = ${bias}: the guess is 10^${guess.toFixed(0)}. The measured gradient is ${guess > power ? "much shorter" : "much longer"}, by more than ${tolerance} powers of ten.`,
      );
    });
  }
});
