/**
 * Checks of X6.1: four tasks that need a memory, made from a seed.
 *
 * What is made is judged by the description of the task, so that every order of drawing is right.
 */

import { createRandom } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure, expectLike } from "../../src/grader/grading/expectations.ts";
import { countOf, expectEquallyLikely } from "./fair-draws.ts";
import { expectAdding, expectCopy, expectReber, expectTemporalOrder } from "./sequence-task-rules.ts";
import {
  type Adding,
  type Copy,
  drawAdding,
  drawCopy,
  drawTemporalOrder,
  type LabelledTokens,
  likeAdding,
  likeCopy,
  likeTemporalOrder,
} from "./sequence-task-sizes.ts";

/** The same seed gives the same, another seed something else. */
function expectSeeded(name: string, [first, again, other]: readonly unknown[]): void {
  const text = (value: unknown): string => JSON.stringify(value);
  if (text(first) !== text(again))
    throw new CheckFailure(
      `${name} gave two different results for the same seed; draw from createRandom(seed) only.`,
    );
  if (text(first) === text(other))
    throw new CheckFailure(`${name} gave the same result for two different seeds; is the seed used?`);
}

exercise("X6.1", ({ check }) => {
  check("a", async ({ call, seed }) => {
    const size = { ...drawAdding(createRandom(seed)), batch: 3 };
    const results = [];
    for (const s of [seed, seed, seed + 1]) results.push(await call("makeAdding", size, s));

    for (const result of results) expectLike("makeAdding", result, likeAdding(size));
    expectSeeded("makeAdding", results);
  });

  check("b", async ({ call, seed }) => {
    const size = drawAdding(createRandom(seed));

    const result = await call("makeAdding", size, seed);

    expectLike("makeAdding", result, likeAdding(size));
    const { first, second, numbers } = expectAdding(result as Adding, size);
    const half = Math.floor(size.steps / 2);
    expectEquallyLikely("The places of the first mark", countOf(first, half), (t) => `time step ${t}`);
    const late = second.map((t) => t - half);
    expectEquallyLikely(
      "The places of the second mark",
      countOf(late, size.steps - half),
      (t) => `time step ${t + half}`,
    );
    const tenths = numbers.map((v) => Math.floor(10 * v));
    expectEquallyLikely("The numbers", countOf(tenths, 10), (k) => `0.${k}…`);
    const distinct = new Set(numbers).size;
    if (distinct < 0.99 * numbers.length)
      throw new CheckFailure(
        `Only ${distinct} of ${numbers.length} numbers differ; draw a new one for each sequence and time step.`,
      );
  });

  check("c", async ({ call, seed }) => {
    const size = { ...drawCopy(createRandom(seed)), batch: 4 };
    const results = [];
    for (const s of [seed, seed, seed + 1]) results.push(await call("makeCopy", size, s));

    for (const result of results) expectLike("makeCopy", result, likeCopy(size));
    expectSeeded("makeCopy", results);
  });

  check("d", async ({ call, seed }) => {
    const size = drawCopy(createRandom(seed));

    const result = await call("makeCopy", size, seed);

    expectLike("makeCopy", result, likeCopy(size));
    const shown = expectCopy(result as Copy, size);
    shown.forEach((tokens, t) => {
      expectEquallyLikely(
        `The symbols at time step ${t}`,
        countOf(tokens, size.symbols),
        (k) => `symbol ${k}`,
      );
    });
  });

  check("e", async ({ call, seed }) => {
    const size = { ...drawTemporalOrder(createRandom(seed)), batch: 3 };
    const results = [];
    for (const s of [seed, seed, seed + 1]) results.push(await call("makeTemporalOrder", size, s));

    for (const result of results) expectLike("makeTemporalOrder", result, likeTemporalOrder(size));
    expectSeeded("makeTemporalOrder", results);
  });

  check("f", async ({ call, seed }) => {
    const size = drawTemporalOrder(createRandom(seed));

    const result = await call("makeTemporalOrder", size, seed);

    expectLike("makeTemporalOrder", result, likeTemporalOrder(size));
    const { labels } = result as LabelledTokens;
    const { places, distractors } = expectTemporalOrder(result as LabelledTokens, size);
    for (const { from, to, drawn } of places)
      expectEquallyLikely(
        `The places of the mark between ${from} and ${to}`,
        countOf(
          drawn.map((t) => t - from),
          to - from + 1,
        ),
        (t) => `time step ${t + from}`,
      );
    expectEquallyLikely("The classes", countOf(labels, 4), (label) => `class ${label}`);
    expectEquallyLikely("The distractors", countOf(distractors, 4), (k) => `"${"abcd"[k]}"`);
  });

  check("g", async ({ call, seed }) => {
    const results = [];
    for (const s of [seed, seed, seed + 1]) results.push(await call("embeddedReber", 12, s));

    const like = new Array<string>(12).fill("");
    for (const result of results) {
      expectLike("embeddedReber", result, like);
      expectReber(result as string[]);
    }
    expectSeeded("embeddedReber", results);
  });

  check("h", async ({ call, seed }) => {
    const count = 600;

    const texts = await call("embeddedReber", count, seed);

    expectLike("embeddedReber", texts, new Array<string>(count).fill(""));
    const choices = expectReber(texts as string[]);
    const branches = (texts as string[]).map((text) => "TP".indexOf(text[1]));
    expectEquallyLikely("T and P", countOf(branches, 2), (k) => `"${"TP"[k]}"`);
    for (const { after, symbols, counts } of choices)
      expectEquallyLikely(`The symbols that may follow state ${after}`, counts, (k) => `"${symbols[k]}"`);
  });
});
