/** Checks of X14.3: greedy decoding. */

import { greedyDecode } from "unrolled/models";
import { createRandom, type Matrix } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure } from "../../src/grader/grading/expectations.ts";
import { type Decoder, drawDecoderThat } from "./decoder-examples.ts";

function right({ step, h, start, end }: Decoder, maxLength: number): number[] {
  const stepper = {
    initial: h,
    step: (state: Matrix, token: number) => {
      const { logits, h } = step(state, token);
      return { logits, state: h };
    },
  };
  return greedyDecode(stepper, { start, end, maxLength });
}

/** Different tokens in a text. */
const variety = (text: readonly number[]): number => new Set(text).size;

/** A decoder that says 3 to 6 tokens and then the end. */
function drawEnding(seed: number): Decoder {
  return drawDecoderThat(createRandom(seed), 0.3, (decoder) => {
    const text = right(decoder, 12);
    return text.length >= 3 && text.length <= 6 && variety(text) >= 3 && !text.includes(decoder.start);
  });
}

const repeats = (text: readonly number[]): boolean => text.some((token, t) => t > 2 && token === text[t - 1]);

/** A decoder that does not end within 9 tokens, and says one of them twice in a row. */
function drawEndless(seed: number): Decoder {
  return drawDecoderThat(createRandom(seed), -0.5, (decoder) => {
    const text = right(decoder, 9);
    return text.length === 9 && variety(text.slice(0, 4)) >= 3 && repeats(text);
  });
}

async function ask({ call }: CheckTools, decoder: Decoder, maxLength: number): Promise<number[]> {
  const { step, h, start, end } = decoder;
  const text = await call("greedyDecode", step, h, { start, end, maxLength });
  if (!Array.isArray(text) || !text.every((token) => typeof token === "number"))
    throw new CheckFailure("greedyDecode: expected a list of token numbers.");
  return text as number[];
}

const written = (text: readonly number[]): string => `[${text.join(", ")}]`;

/** Same text, or the place where they part. */
function expectText(got: readonly number[], expected: readonly number[], lookAt: string): void {
  const at = expected.findIndex((token, t) => got[t] !== token);
  if (at < 0 && got.length === expected.length) return;
  const where = at < 0 ? expected.length : at;
  throw new CheckFailure(
    `The text differs from position ${where} on: got ${written(got)}, expected ${written(expected)}. ${lookAt}`,
  );
}

exercise("X14.3", ({ check }) => {
  check("a", async (tools) => {
    const decoders = [0, 1, 2].map((k) => drawEndless(tools.seed + k));
    const texts: number[][] = [];
    for (const decoder of decoders) texts.push(await ask(tools, decoder, 5));

    decoders.forEach((decoder, k) => {
      expectText(
        texts[k].slice(0, 1),
        right(decoder, 5).slice(0, 1),
        "The first time step reads the start token and the encoder's state.",
      );
    });
  });

  check("b", async (tools) => {
    const decoder = drawEndless(tools.seed);

    const text = await ask(tools, decoder, 5);

    const expected = right(decoder, 5);
    const shared = Math.min(text.length, expected.length);
    expectText(
      text.slice(0, Math.max(shared, 2)),
      expected.slice(0, Math.max(shared, 2)),
      "From the second time step on, the decoder reads the state that the last step returned and the token it just said.",
    );
  });

  check("c", async (tools) => {
    for (const seed of [tools.seed, tools.seed + 1]) {
      const decoder = drawEnding(seed);

      const text = await ask(tools, decoder, 12);

      expectText(text, right(decoder, 12), `Token ${decoder.end} ends the text and does not belong to it.`);
    }
  });

  check("d", async (tools) => {
    for (const maxLength of [9, 4]) {
      const decoder = drawEndless(tools.seed + maxLength);

      const text = await ask(tools, decoder, maxLength);

      expectText(text, right(decoder, maxLength), `It never ends by itself; maxLength is ${maxLength}.`);
    }
  });
});
