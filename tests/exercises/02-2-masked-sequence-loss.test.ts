/** Checks of X2.2: the loss of a batch of sequences of different lengths. */

import { softmaxCrossEntropy } from "unrolled/layers";
import { createRandom, type Matrix, randomInteger, uniform } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { expectClose, expectLike } from "../../src/grader/grading/expectations.ts";

interface Given {
  readonly logits: Matrix[];
  readonly targets: number[][];
  readonly mask: number[][];
}

interface Loss {
  readonly loss: number;
  readonly dLogits: Matrix[];
}

const [batch, classes, steps] = [3, 4, 5];

/** Sequences of the lengths given, filled up with targets of −1. */
function draw(seed: number, lengths: readonly number[], limit = 2): Given {
  const random = createRandom(seed);
  const times = Array.from({ length: steps }, (_, t) => t);
  return {
    logits: times.map(() => uniform(batch, classes, limit, random)),
    targets: times.map((t) =>
      lengths.map((length) => (t < length ? randomInteger(classes, random) : t % 2 === 0 ? -1 : 2)),
    ),
    mask: times.map((t) => lengths.map((length) => (t < length ? 1 : 0))),
  };
}

/** The library's loss of each time step, added up. */
function right({ logits, targets, mask }: Given, reduction: "sum" | "mean"): Loss {
  const places = mask.flat().reduce((sum, m) => sum + m, 0);
  const weight = reduction === "mean" ? 1 / places : 1;
  const losses = logits.map((z, t) =>
    softmaxCrossEntropy(z, targets[t], { mask: mask[t], reduction: "sum" }),
  );
  return {
    loss: weight * losses.reduce((sum, { loss }) => sum + loss, 0),
    dLogits: losses.map(({ dLogits }) => dLogits.scale(weight)),
  };
}

exercise("X2.2", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const given = draw(seed, [5, 5, 5]);

    const result = await call("maskedSequenceLoss", given.logits, given.targets, given.mask, "sum");

    expectLike("result", result, right(given, "sum"));
  });

  check("b", async ({ call, seed }) => {
    const given = draw(seed, [4, 2, 5]);

    const result = (await call("maskedSequenceLoss", given.logits, given.targets, given.mask, "sum")) as Loss;

    expectLike("result", result, right(given, "sum"));
    expectClose("loss", result.loss, right(given, "sum").loss, {
      lookAt: "Only places where the mask is 1 add to the loss.",
    });
  });

  check("c", async ({ call, seed }) => {
    const given = draw(seed, [3, 5, 1]);

    const result = (await call("maskedSequenceLoss", given.logits, given.targets, given.mask, "sum")) as Loss;

    expectLike("result", result, right(given, "sum"));
    expectClose("dLogits", result.dLogits, right(given, "sum").dLogits, {
      lookAt: "Probabilities minus one-hot where the mask is 1, zeros elsewhere.",
    });
  });

  check("d", async ({ call, seed }) => {
    for (const lengths of [
      [4, 1, 3],
      [2, 5, 4],
    ]) {
      const given = draw(seed, lengths, 800);

      const result = await call("maskedSequenceLoss", given.logits, given.targets, given.mask, "mean");

      expectClose("result", result, right(given, "mean"), {
        lookAt:
          "“mean” divides loss and gradients by the number of places that count, all sequences together.",
      });
    }
  });
});
