/** Checks of X15.3: how often attention looks at the wrong place. */

import { createRandom, type Matrix, type Random, randomInteger, uniform } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly alpha: Matrix;
  readonly positions: Int32Array;
}

/** Rows of weights that sum to 1; `lost` outputs look elsewhere, some of them right beside; `unaligned` have no position. */
function draw(random: Random, unaligned: number): Given {
  const source = 5 + randomInteger(3, random);
  const outputs = 13 + randomInteger(5, random);
  const positions = Int32Array.from(
    { length: outputs },
    (_, t) => (t * 3 + randomInteger(2, random)) % source,
  );
  const looks = Array.from(positions, (position, t) => {
    if (t % 3 === 0) return position;
    return t % 3 === 1
      ? (position + 2 + randomInteger(source - 3, random)) % source
      : (position + 1) % source;
  });
  const weights = uniform(outputs, source, 0.4, random).map((v, k) => {
    const boost =
      k % source === looks[Math.floor(k / source)] ? 0.7 + 0.8 * (Math.floor(k / source) % 2) * 3 : 0;
    return 0.45 + v + boost;
  });
  const alpha = weights.timesColumn(weights.sumColumns().map((sum) => 1 / sum));
  for (let k = 0; k < unaligned; k++) positions[1 + 4 * k] = -1;
  return { alpha, positions };
}

function right({ alpha, positions }: Given): number {
  const aligned = Array.from(positions, (position, t) => ({ position, t })).filter(
    ({ position }) => position >= 0,
  );
  const wrong = aligned.filter(({ position, t }) => {
    const row = Array.from(alpha.row(t).data);
    return row.indexOf(Math.max(...row)) !== position;
  });
  return aligned.length === 0 ? 0 : wrong.length / aligned.length;
}

async function ask({ call }: CheckTools, { alpha, positions }: Given): Promise<number> {
  const error = await call("alignmentError", alpha, positions);
  if (typeof error !== "number" || Number.isNaN(error))
    throw new CheckFailure(`alignmentError: expected a number, got ${String(error)}.`);
  return error;
}

exercise("X15.3", ({ check }) => {
  check("a", async (tools) => {
    const random = createRandom(tools.seed);
    for (const unaligned of [0, 3]) {
      const error = await ask(tools, draw(random, unaligned));

      if (error < 0 || error > 1)
        throw new CheckFailure(`The error is ${error}; a share lies between 0 and 1.`);
    }
  });

  check("b", async (tools) => {
    const random = createRandom(tools.seed);
    const examples = [0, 0, 0].map((unaligned) => draw(random, unaligned));
    const errors: number[] = [];
    for (const example of examples) errors.push(await ask(tools, example));

    examples.forEach((example, k) => {
      expectClose("error, every output aligned", errors[k], right(example), {
        lookAt: "In each row: where is the largest weight, and is that the true position?",
      });
    });
  });

  check("c", async (tools) => {
    const random = createRandom(tools.seed);
    const examples = [1, 2, 3].map((unaligned) => draw(random, unaligned));
    examples.push({ ...examples[0], positions: examples[0].positions.map(() => -1) });
    const errors: number[] = [];
    for (const example of examples) errors.push(await ask(tools, example));

    examples.forEach((example, k) => {
      expectClose("error, some outputs without a true position", errors[k], right(example), {
        lookAt:
          "An output at position −1 counts neither as right nor as wrong. If none is left, the error is 0.",
      });
    });
  });
});
