/** Checks of X0.1: symbols as vectors. */

import { oneHot } from "unrolled/layers";
import { createRandom, randomInteger } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

exercise("X0.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const random = createRandom(seed);
    const symbols = 8 + randomInteger(3, random);
    const ids = [2, 4, 2, 1 + randomInteger(4, random)]; // one of them twice, the last symbols not at all

    const y = await call("oneHot", ids, symbols);

    expectLike("y", y, oneHot(ids, symbols));
  });

  check("b", async ({ call, seed }) => {
    const symbols = 5 + randomInteger(3, createRandom(seed));
    for (const id of [1, symbols - 1, 0]) {
      const y = await call("oneHot", [id], symbols);

      expectClose(`oneHot([${id}], ${symbols})`, y, oneHot([id], symbols), {
        lookAt: "A 1 in the symbol's own column, counted from 0, and 0 elsewhere.",
      });
    }
  });

  check("c", async ({ call, seed }) => {
    const random = createRandom(seed);
    for (const batch of [4, 7]) {
      const symbols = 5 + randomInteger(2, random);
      const ids = [
        0,
        symbols - 1,
        ...Array.from({ length: batch - 2 }, () => randomInteger(symbols, random)),
      ];

      const y = await call("oneHot", ids, symbols);

      expectClose("y", y, oneHot(ids, symbols), { lookAt: "Each example has a row of its own." });
    }
  });
});
