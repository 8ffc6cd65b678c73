/** Two tasks learned from start to finish, in seconds of CPU: the same runs that the benchmark prints. */

import { expect, it } from "vitest";
import { learnAdding, learnNames } from "../../benchmarks/bench-tasks.ts";

/** The promise. An idle core takes about a twentieth of it for the names and a sixth for the sums. */
const SECONDS = 10;

it("learns to predict first names as well as counting pairs does within 10 s of CPU", () => {
  const { bits, bigram, seconds } = learnNames();

  expect(bigram).toBeGreaterThan(3); // of names never seen: well above what can be learned
  expect(bits).toBeLessThanOrEqual(bigram);
  expect(seconds).toBeLessThan(SECONDS);
});

it("learns the adding problem over 100 time steps with a GRU of 32 units within 10 s of CPU", () => {
  const { error, seconds } = learnAdding();

  expect(error).toBeLessThan(0.01); // always answering 1 gives 0.167
  expect(seconds).toBeLessThan(SECONDS);
});
