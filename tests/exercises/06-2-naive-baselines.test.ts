/** Checks of X6.2: what can be had without a memory. */

import { copyBaseline, temporalOrderBaseline } from "unrolled/data";
import { createRandom, type Random, randomInteger } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

/** A whole number, from … to. */
const draw = (from: number, to: number, random: Random): number =>
  from + randomInteger(to - from + 1, random);

/** low and high of both signs, never [0, 1), at least 1 apart; not 4 marks, whose square is what a third for a twelfth gives too. */
function drawAdding(random: Random): { low: number; high: number; marks: number } {
  const low = -2 + 1.5 * random();
  return { low, high: low + 1.5 + 2 * random(), marks: [2, 3, 5][randomInteger(3, random)] };
}

const drawCopy = (random: Random): { length: number; symbols: number; lag: number } => ({
  length: draw(2, 4, random),
  symbols: draw(5, 9, random),
  lag: draw(11, 19, random),
});

/** T more often than P in the first round, less often in the second. */
const drawProbability = (round: number, random: Random): number => (round === 0 ? 0.6 : 0.1) + 0.3 * random();

exercise("X6.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const random = createRandom(seed);
    const numbers = { crossEntropy: 0, accuracy: 0 };

    const adding = await call("naiveAdding", drawAdding(random));
    const copy = await call("naiveCopy", drawCopy(random));
    const order = await call("naiveTemporalOrder", 2);
    const reber = await call("naiveEmbeddedReber", drawProbability(0, random));

    expectLike("naiveAdding", adding, { answer: 0, meanSquaredError: 0 });
    expectLike("naiveCopy", copy, numbers);
    expectLike("naiveTemporalOrder", order, numbers);
    expectLike("naiveEmbeddedReber", reber, numbers);
  });

  check("b", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (let round = 0; round < 3; round++) {
      const given = drawAdding(random);

      const result = await call("naiveAdding", given);

      const { low, high, marks } = given;
      // Each number has the mean (low + high)/2 and the variance (high − low)²/12; both add up.
      const right = {
        answer: (marks * (low + high)) / 2,
        meanSquaredError: (marks * (high - low) ** 2) / 12,
      };
      expectClose("naiveAdding", result, right, {
        lookAt: "Which constant has the least squared error, and what is that error called?",
      });
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (let round = 0; round < 3; round++) {
      const given = drawCopy(random);

      const result = await call("naiveCopy", given);

      expectClose("naiveCopy", result, copyBaseline(given), {
        lookAt: "How many time steps cost something, how much each, and over how many is it averaged?",
      });
    }
  });

  check("d", async ({ call }) => {
    for (const marks of [3, 2, 4]) {
      const result = await call("naiveTemporalOrder", marks);

      expectClose("naiveTemporalOrder", result, temporalOrderBaseline(marks), {
        lookAt: `${marks} marks of two letters: how many classes are there?`,
      });
    }
  });

  check("e", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const round of [0, 1]) {
      const p = drawProbability(round, random);

      const result = await call("naiveEmbeddedReber", p);

      const right = {
        crossEntropy: -p * Math.log(p) - (1 - p) * Math.log(1 - p),
        accuracy: Math.max(p, 1 - p),
      };
      expectClose("naiveEmbeddedReber", result, right, {
        lookAt: `With T in ${(100 * p).toFixed(0)} % of the strings: which one symbol would you always answer, and with which probabilities?`,
      });
    }
  });
});
