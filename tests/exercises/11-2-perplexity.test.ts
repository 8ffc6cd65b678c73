/** Checks of X11.2: from losses to perplexity. */

import { createRandom, type Random } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose } from "../../src/grader/grading/expectations.ts";

/** Losses between 0.2 and 3 nats, larger ones in the padding. */
function draw(random: Random, mask: readonly number[]): { nll: Float64Array; mask: Uint8Array } {
  const nll = Float64Array.from(mask, (counts) => 0.2 + 2.8 * random() + (counts === 1 ? 0 : 4));
  return { nll, mask: Uint8Array.from(mask) };
}

function meanOf({ nll, mask }: { nll: Float64Array; mask: Uint8Array }): number {
  const counted = nll.filter((_, k) => mask[k] === 1);
  return counted.reduce((a, b) => a + b) / counted.length;
}

/** Throws unless the answer is NaN. */
async function expectNothing({ call }: CheckTools, name: string): Promise<void> {
  const got = await call(name, new Float64Array([1, 2]), new Uint8Array(2));
  if (!Number.isNaN(got))
    throw new CheckFailure(
      `${name} of nothing but padding: expected NaN, got ${String(got)}. A mean over no token does not exist.`,
    );
}

exercise("X11.2", ({ check }) => {
  check("a", async (tools) => {
    const given = draw(createRandom(tools.seed), new Array(9).fill(1));

    const got = await tools.call("perplexity", given.nll, given.mask);

    expectClose("The perplexity of nine tokens", got, Math.exp(meanOf(given)), {
      lookAt: "First the mean of the losses, then the exponential. The losses are in nats.",
    });
  });

  check("b", async (tools) => {
    const given = draw(createRandom(tools.seed), [1, 1, 0, 1, 1, 1, 0, 0]);

    const got = await tools.call("perplexity", given.nll, given.mask);

    expectClose("The perplexity with padding", got, Math.exp(meanOf(given)), {
      lookAt: "Divide by the number of tokens that count.",
    });
    await expectNothing(tools, "perplexity");
  });

  check("c", async (tools) => {
    const given = draw(createRandom(tools.seed), [1, 0, 1, 1, 1, 0, 1]);

    const got = await tools.call("bitsPerToken", given.nll, given.mask);

    expectClose("The bits per token", got, meanOf(given) / Math.LN2, {
      lookAt: "One bit is ln 2 nats.",
    });
    await expectNothing(tools, "bitsPerToken");
  });
});
