/** Checks of X2.1: softmax cross-entropy and its gradient. */

import { softmaxCrossEntropy } from "unrolled/layers";
import { createRandom, type Matrix, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly logits: Matrix;
  readonly targets: number[];
}

/** Scores up to ±limit, and a target in every row; not all targets are the same. */
function draw(seed: number, limit: number): Given {
  const random = createRandom(seed);
  const [batch, classes] = random() < 0.5 ? [4, 5] : [5, 3];
  const targets = Array.from({ length: batch }, (_, r) => (r === 0 ? 1 : Math.floor(random() * classes)));
  targets[1] = 0;
  return { logits: uniform(batch, classes, limit, random), targets };
}

function right({ logits, targets }: Given): { loss: number; dLogits: Matrix } {
  const { loss, dLogits } = softmaxCrossEntropy(logits, targets);
  return { loss, dLogits };
}

exercise("X2.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const given = draw(seed, 2);

    const result = await call("softmaxCrossEntropy", given.logits, given.targets);

    expectLike("result", result, right(given));
  });

  check("b", async ({ call, seed }) => {
    const given = draw(seed, 2);

    const result = await call("softmaxCrossEntropy", given.logits, given.targets);

    expectLike("result", result, right(given));
    expectClose("loss", (result as Given & { loss: number }).loss, right(given).loss, {
      lookAt: "Is it −log of the target's probability, averaged over the batch?",
    });
  });

  check("c", async ({ call, seed }) => {
    const given = draw(seed, 2);

    const result = await call("softmaxCrossEntropy", given.logits, given.targets);

    expectLike("result", result, right(given));
    expectClose("dLogits", (result as Given & { dLogits: Matrix }).dLogits, right(given).dLogits, {
      lookAt: "It is probabilities minus one-hot; the mean over the batch divides it too.",
    });
  });

  check("d", async ({ call, seed }) => {
    const given = draw(seed, 4000);

    const result = await call("softmaxCrossEntropy", given.logits, given.targets);

    expectClose("result", result, right(given), { lookAt: "Subtract the row's maximum before exp." });
  });
});
