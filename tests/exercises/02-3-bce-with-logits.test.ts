/** Checks of X2.3: yes-or-no questions, from scores. */

import { sigmoidCrossEntropy } from "unrolled/layers";
import { createRandom, type Matrix, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly logits: Matrix;
  readonly targets: Matrix;
}

interface Loss {
  readonly loss: number;
  readonly dLogits: Matrix;
}

/** Scores of both signs; among the targets are 0, 1 and something between. */
function draw(seed: number, limit: number): Given {
  const random = createRandom(seed);
  const logits = uniform(4, 3, limit, random).map((v, k) => (k % 2 === 0 ? Math.abs(v) : -Math.abs(v)));
  const targets = logits.map((_, k) => {
    if (k < 2) return k;
    return k % 3 === 2 ? 0.1 + 0.8 * random() : Math.round(random());
  });
  return { logits, targets };
}

function right({ logits, targets }: Given): Loss {
  const { loss, dLogits } = sigmoidCrossEntropy(logits, targets);
  return { loss, dLogits };
}

exercise("X2.3", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const given = draw(seed, 2);

    const result = (await call("bceWithLogits", given.logits, given.targets)) as Loss;

    expectLike("result", result, right(given));
    expectClose("loss", result.loss, right(given).loss, {
      lookAt: "−y log p − (1 − y) log(1 − p), summed over the outputs, mean over the batch.",
    });
  });

  check("b", async ({ call, seed }) => {
    const given = draw(seed, 2);

    const result = (await call("bceWithLogits", given.logits, given.targets)) as Loss;

    expectLike("result", result, right(given));
    expectClose("dLogits", result.dLogits, right(given).dLogits, {
      lookAt: "Most of it cancels: ∂ℓ/∂z = p − y.",
    });
  });

  check("c", async ({ call, probe, seed }) => {
    const drawn = draw(seed, 2000);
    for (const [ask, sign] of [
      [call, 1],
      [probe, -1],
    ] as const) {
      const given = { ...drawn, logits: drawn.logits.map((v) => sign * Math.abs(v)) };

      const result = (await ask("bceWithLogits", given.logits, given.targets)) as Loss;

      expectClose("loss", result.loss, right(given).loss, {
        lookAt: "max(z, 0) − z y + log(1 + exp(−|z|)) is the same, and nothing in it overflows.",
      });
    }
  });
});
