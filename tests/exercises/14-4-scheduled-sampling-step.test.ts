/**
 * Checks of X14.4: one time step of scheduled sampling. Judged by how often things happen, so that every order of
 * drawing is right.
 */

import { softmax } from "unrolled/layers";
import { createRandom, Matrix, type Random, randomInteger, uniform } from "unrolled/numeric";
import { type CallAnswer, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

/** Two kinds of rows, with logits of their own, in turns. */
interface Given {
  readonly truths: Int32Array;
  readonly logits: Matrix;
  /** [2, tokens]. */
  readonly probs: Matrix;
  readonly seed: number;
}

/** Rows of each batch on which frequencies are counted. */
const ROWS = 2000;
/** Standard deviations; a right answer exceeds them about twice in 10⁹ counts. */
const allowedDeviations = 6;

/**
 * The truth of a row is the unlikeliest token of its kind, so that truth and draw can be told apart. The likeliest token
 * differs between the kinds.
 */
function draw(random: Random): Given {
  const tokens = 4 + randomInteger(2, random);
  for (;;) {
    const kinds = uniform(2, tokens, 1.6, random);
    const probs = softmax(kinds);
    const rowsOf = [0, 1].map((kind) => Array.from(probs.row(kind).data));
    const best = rowsOf.map((row) => row.indexOf(Math.max(...row)));
    const rarest = rowsOf.map((row) => row.indexOf(Math.min(...row)));
    const fits = rowsOf.every((row) => Math.min(...row) > 0.03 && Math.max(...row) < 0.6);
    if (!fits || best[0] === best[1] || rarest[0] === rarest[1]) continue;
    const logits = new Matrix(ROWS, tokens).map(
      (_, k) => kinds.data[(Math.floor(k / tokens) % 2) * tokens + (k % tokens)],
    );
    const truths = Int32Array.from({ length: ROWS }, (_, r) => rarest[r % 2]);
    return { truths, logits, probs, seed: randomInteger(2 ** 31, random) };
  }
}

type Asked = Pick<Given, "truths" | "logits" | "seed">;

async function ask(call: CallAnswer, given: Asked, truthShare: number): Promise<Int32Array> {
  const { truths, logits, seed } = given;
  const inputs = await call("scheduledSamplingStep", truths, logits, truthShare, seed);
  expectLike("inputs", inputs, truths);
  return inputs as Int32Array;
}

/** Few rows and so many tokens that a drawn one is hardly ever the truth, nor the same twice: what mistakes are told by. */
function drawWide(random: Random): Asked {
  const [rows, tokens] = [10, 150];
  return {
    truths: Int32Array.from({ length: rows }, () => randomInteger(tokens, random)),
    logits: uniform(rows, tokens, 1.6, random),
    seed: randomInteger(2 ** 31, random),
  };
}

/** How often each token is expected in the rows of one kind, and how often it came. */
function expectFrequencies(got: Int32Array, { truths, probs }: Given, truthShare: number): void {
  for (const kind of [0, 1]) {
    const rows = Array.from(got).filter((_, r) => r % 2 === kind);
    for (let token = 0; token < probs.cols; token++) {
      const isTruth = token === truths[kind] ? 1 : 0;
      const share = truthShare * isTruth + (1 - truthShare) * probs.at(kind, token);
      const expected = share * rows.length;
      const count = rows.filter((id) => id === token).length;
      if (Math.abs(count - expected) > allowedDeviations * Math.sqrt(rows.length * share * (1 - share)))
        throw new CheckFailure(
          `With truthShare = ${truthShare}, token ${token} came ${count} times in the ${rows.length} ${kind === 0 ? "even" : "odd"} rows, expected about ${Math.round(expected)} (its probability there is ${probs.at(kind, token).toFixed(3)}${isTruth ? ", and it is the truth" : ""}).`,
        );
    }
  }
}

exercise("X14.4", ({ check }) => {
  check("a", async (tools) => {
    const given = drawWide(createRandom(tools.seed));

    const inputs = await ask(tools.call, given, 0.5);

    const wrong = inputs.findIndex((id) => !(id >= 0 && id < given.logits.cols));
    if (wrong >= 0)
      throw new CheckFailure(
        `inputs[${wrong}] is ${inputs[wrong]}; tokens are 0 … ${given.logits.cols - 1}.`,
      );
  });

  check("b", async (tools) => {
    const given = drawWide(createRandom(tools.seed));

    const inputs = await ask(tools.call, given, 1);

    expectClose("inputs with truthShare = 1", inputs, given.truths, { lookAt: "This is teacher forcing." });
  });

  check("c", async (tools) => {
    const random = createRandom(tools.seed);
    const given = draw(random);

    await ask(tools.call, drawWide(random), 0);
    const inputs = await ask(tools.probe, given, 0);

    expectFrequencies(inputs, given, 0);
  });

  check("d", async (tools) => {
    const random = createRandom(tools.seed);
    for (const truthShare of [0.3, 0.8, 0.3, 0.8, 0.3, 0.8])
      await ask(tools.call, drawWide(random), truthShare);
    for (const truthShare of [0.3, 0.8]) {
      const given = draw(random);

      const inputs = await ask(tools.probe, given, truthShare);

      expectFrequencies(inputs, given, truthShare);
    }
  });

  check("e", async (tools) => {
    const given = drawWide(createRandom(tools.seed));

    const first = await ask(tools.call, given, 0.5);
    const again = await ask(tools.call, given, 0.5);
    const other = await ask(tools.call, { ...given, seed: given.seed + 1 }, 0.5);

    const same = (a: Int32Array, b: Int32Array): boolean => a.every((id, r) => id === b[r]);
    if (!same(first, again))
      throw new CheckFailure("The same seed gave two different results; draw from createRandom(seed) only.");
    if (same(first, other))
      throw new CheckFailure("Two different seeds gave the same result; is the seed used?");
  });
});
