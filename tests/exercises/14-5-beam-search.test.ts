/** Checks of X14.5: beam search. */

import { beamSearch as libraryBeam } from "unrolled/models";
import { createRandom, type Matrix, type Random } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectClose } from "../../src/grader/grading/expectations.ts";
import { type Decoder, drawDecoderThat } from "./decoder-examples.ts";

interface Text {
  readonly tokens: number[];
  readonly score: number;
}

interface Settings {
  readonly width: number;
  readonly maxLength: number;
  readonly lengthPenalty: number;
}

function search({ step, h, start, end }: Decoder, settings: Settings) {
  const stepper = {
    initial: h,
    step: (state: Matrix, token: number) => {
      const { logits, h: next } = step(state, token);
      return { logits, state: next };
    },
  };
  return libraryBeam(stepper, { start, end, ...settings });
}

const right = (decoder: Decoder, settings: Settings): Text[] =>
  search(decoder, settings).map(({ tokens, score }) => ({ tokens, score }));

async function ask({ call }: CheckTools, decoder: Decoder, settings: Settings): Promise<Text[]> {
  const { step, h, start, end } = decoder;
  const texts = await call("beamSearch", step, h, { start, end, ...settings });
  const isText = (text: unknown): boolean =>
    typeof text === "object" &&
    text !== null &&
    Array.isArray((text as Text).tokens) &&
    typeof (text as Text).score === "number";
  if (!Array.isArray(texts) || !texts.every(isText))
    throw new CheckFailure(
      "beamSearch: expected a list of texts, each with tokens (a list) and score (a number).",
    );
  return texts as Text[];
}

const written = (texts: readonly Text[]): string =>
  texts.map(({ tokens }) => `[${tokens.join(" ")}]`).join(", ");

function expectTexts(got: readonly Text[], expected: readonly Text[], lookAt: string): void {
  if (written(got) !== written(expected))
    throw new CheckFailure(
      `The texts are ${written(got) || "none"}, expected ${written(expected)}. ${lookAt}`,
    );
}

/** A decoder whose texts end soon enough, of several lengths, with a width of 3. */
function drawEnding(random: Random): Decoder {
  return drawDecoderThat(random, 1, (decoder) => {
    const texts = search(decoder, { width: 3, maxLength: 7, lengthPenalty: 1 });
    const lengths = new Set(texts.map(({ tokens }) => tokens.length));
    const greedy = search(decoder, { width: 1, maxLength: 7, lengthPenalty: 1 })[0];
    const wide = search(decoder, { width: 3, maxLength: 7, lengthPenalty: 0 });
    const byMean = texts.map(({ tokens }) => tokens.join()).join(" ");
    const byWhole = wide.map(({ tokens }) => tokens.join()).join(" ");
    return (
      texts.every(({ finished, tokens }) => finished && tokens.length > 0) &&
      texts.length === 3 &&
      lengths.size > 1 &&
      greedy.tokens.length > 1 &&
      greedy.finished &&
      wide[0].logProbability > greedy.logProbability + 0.01 &&
      byMean !== byWhole
    );
  });
}

exercise("X14.5", ({ check }) => {
  check("a", async (tools) => {
    const decoder = drawEnding(createRandom(tools.seed));
    const settings = { width: 1, maxLength: 7, lengthPenalty: 0 };

    const texts = await ask(tools, decoder, settings);

    expectTexts(texts, right(decoder, settings), "With a width of 1 this is greedy decoding.");
  });

  check("b", async (tools) => {
    const random = createRandom(tools.seed);
    const cases = [2, 3, 2, 3, 3].map((width) => ({
      decoder: drawEnding(random),
      settings: { width, maxLength: 7, lengthPenalty: 0 },
    }));
    const answers: Text[][] = [];
    for (const { decoder, settings } of cases) answers.push(await ask(tools, decoder, settings));

    cases.forEach(({ decoder, settings }, k) => {
      expectTexts(
        answers[k],
        right(decoder, settings),
        `With a width of ${settings.width}: all extensions of all open beginnings are compared together.`,
      );
    });
  });

  check("c", async (tools) => {
    const decoder = drawEnding(createRandom(tools.seed));
    const settings = { width: 3, maxLength: 7, lengthPenalty: 0 };

    const texts = await ask(tools, decoder, settings);

    const expected = right(decoder, settings);
    expectTexts(texts, expected, "The likeliest comes first.");
    texts.forEach(({ score }, k) => {
      expectClose(`The score of text ${k} with lengthPenalty = 0`, score, expected[k].score, {
        lookAt: "It is log P, summed over all tokens, the end among them.",
      });
    });
  });

  check("d", async (tools) => {
    const random = createRandom(tools.seed);
    for (const lengthPenalty of [1, 0.6]) {
      const decoder = drawEnding(random);
      const settings = { width: 3, maxLength: 7, lengthPenalty };

      const texts = await ask(tools, decoder, settings);

      const expected = right(decoder, settings);
      expectTexts(texts, expected, `lengthPenalty is ${lengthPenalty}; sort by the score in the end.`);
      texts.forEach(({ score }, k) => {
        expectClose(
          `The score of text ${k} with lengthPenalty = ${lengthPenalty}`,
          score,
          expected[k].score,
          {
            lookAt: "Divide log P by |y|^lengthPenalty, where |y| counts the end token.",
          },
        );
      });
    }
  });

  check("e", async (tools) => {
    const random = createRandom(tools.seed);
    const settings = { width: 3, maxLength: 4, lengthPenalty: 1 };
    const [none, late] = [drawUnfinished(random, settings), drawLate(random, settings)];
    for (const decoder of [none, late]) {
      const texts = await ask(tools, decoder, settings);

      const expected = right(decoder, settings);
      const lookAt =
        decoder === none
          ? "None says the end in time, so the open ones are returned."
          : "After maxLength tokens a text may still say the end. Open texts are returned only if no text is finished.";
      expectTexts(texts, expected, lookAt);
      texts.forEach(({ score }, k) => {
        expectClose(`The score of text ${k}`, score, expected[k].score, {
          lookAt: "|y| counts the end only where it was said.",
        });
      });
    }
  });
});

/** A decoder of which no text ends within the length. */
function drawUnfinished(random: Random, settings: Settings): Decoder {
  return drawDecoderThat(random, -2, (decoder) => {
    const texts = search(decoder, settings);
    return texts.length === settings.width && texts.every(({ finished }) => !finished);
  });
}

/** A decoder that says its end after the last token that is allowed, while others stay open. */
function drawLate(random: Random, settings: Settings): Decoder {
  return drawDecoderThat(random, 0.5, (decoder) => {
    const texts = search(decoder, settings);
    return (
      texts.length > 0 &&
      texts.length < settings.width &&
      texts.every(({ finished }) => finished) &&
      texts.some(({ tokens }) => tokens.length === settings.maxLength)
    );
  });
}
