/** Checks of X0.2: what counting alone can predict. */

import { ngramBitsPerCharacter } from "unrolled/experiments";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";
import { drawText, type Text } from "./text-examples.ts";

const right = ({ train, test, symbols }: Text, n: 1 | 2, alpha = 1): number =>
  ngramBitsPerCharacter(
    train.map((sequence) => Int32Array.from(sequence)),
    test.map((sequence) => Int32Array.from(sequence)),
    { symbols, order: n, alpha },
  );

exercise("X0.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const given = drawText(seed);
    const { train, test, symbols } = given;

    const bits = await call("ngramBitsPerChar", train, test, { symbols, n: 1 });

    expectLike("bits", bits, right(given, 1));
  });

  check("b", async ({ call, seed }) => {
    const given = drawText(seed);
    const { train, test, symbols } = given;

    const bits = await call("ngramBitsPerChar", train, test, { symbols, n: 1 });

    expectClose("bits for n = 1", bits, right(given, 1), {
      lookAt:
        "Count each symbol of train but the first of a sequence, from α on; divide by the sum over all symbols.",
    });
  });

  check("c", async ({ call, seed }) => {
    const given = drawText(seed);
    const { train, test, symbols } = given;

    const bits = await call("ngramBitsPerChar", train, test, { symbols, n: 2 });

    expectClose("bits for n = 2", bits, right(given, 2), {
      lookAt: "One row of counts for each symbol that comes before; each row has a sum of its own.",
    });
  });

  check("d", async ({ call, seed }) => {
    for (const [n, alpha] of [
      [1, 0.3],
      [2, 0.3],
      [2, 2.5],
    ] as const) {
      const given = drawText(seed);
      const { train, test, symbols } = given;

      const bits = await call("ngramBitsPerChar", train, test, { symbols, n, alpha });

      expectClose(`bits for n = ${n}, alpha = ${alpha}`, bits, right(given, n, alpha), {
        lookAt: "Every count starts from the α that was given, those of pairs never seen too.",
      });
    }
  });
});
