/** Checks of X12.1: a story with a gap that only memory can fill. */

import { createRandom, randomInteger, shuffled } from "unrolled/numeric";
import { type CheckTools, exercise } from "../../src/grader/grading/exercise.ts";
import { CheckFailure } from "../../src/grader/grading/expectations.ts";

interface NameCloze {
  readonly words: string[];
  readonly answer: string;
}

interface Given {
  readonly names: string[];
  readonly distractions: string[];
  readonly distractors: number;
  readonly seed: number;
}

const people = ["Tom", "Mary", "John", "Anna", "Paul", "Lucy", "Mark", "Emma"];
const sentences = [
  "the dog slept .",
  "rain fell .",
  "a car drove by .",
  "the clock struck ten .",
  "it was dark .",
];

function draw(seed: number, distractors: number): Given {
  const random = createRandom(seed);
  const names = shuffled(people, random).slice(0, 4 + randomInteger(4, random));
  return { names, distractions: shuffled(sentences, random), distractors, seed };
}

function right({ names, distractions, distractors, seed }: Given): NameCloze {
  const random = createRandom(seed);
  const host = names[randomInteger(names.length, random)];
  const others = names.filter((name) => name !== host);
  const guest = others[randomInteger(others.length, random)];
  const between = Array.from(
    { length: distractors },
    () => distractions[randomInteger(distractions.length, random)],
  );
  const story = [`${host} was reading .`, ...between, `${guest} came in .`, `${guest} said hi to`];
  return { words: story.join(" ").split(" "), answer: host };
}

async function ask({ call }: CheckTools, given: Given): Promise<NameCloze> {
  const result = (await call(
    "makeNameCloze",
    given.names,
    given.distractions,
    given.distractors,
    given.seed,
  )) as NameCloze;
  const { words, answer } = result ?? {};
  if (!Array.isArray(words) || words.some((word) => typeof word !== "string") || typeof answer !== "string")
    throw new CheckFailure(
      "result: expected { words: a list of strings, answer: a string }. Each word and each full stop is one entry.",
    );
  return result;
}

function expectSame({ words, answer }: NameCloze, expected: NameCloze): void {
  const wrong = expected.words.findIndex((word, at) => word !== words[at]);
  if (wrong >= 0 || words.length !== expected.words.length) {
    const at = wrong >= 0 ? wrong : expected.words.length;
    const got = words[at] === undefined ? "the end" : `"${words[at]}"`;
    const due = expected.words[at] === undefined ? "the end" : `"${expected.words[at]}"`;
    throw new CheckFailure(
      `words[${at}]: expected ${due}, got ${got}. In which order are host, guest and distractions drawn?`,
    );
  }
  if (answer !== expected.answer)
    throw new CheckFailure(
      `answer: expected "${expected.answer}", got "${answer}". Whom does the guest greet?`,
    );
}

exercise("X12.1", ({ check }) => {
  check("a", async (tools) => {
    await ask(tools, draw(tools.seed, 2));
  });

  check("b", async (tools) => {
    const given = draw(tools.seed, 0);

    expectSame(await ask(tools, given), right(given));
  });

  check("c", async (tools) => {
    for (const distractors of [3, 5]) {
      const given = draw(tools.seed + distractors, distractors);

      expectSame(await ask(tools, given), right(given));
    }
  });

  check("d", async (tools) => {
    for (let k = 0; k < 12; k++) {
      const given = { ...draw(tools.seed + k, 1), names: people.slice(k % 5, (k % 5) + 2 + (k % 2)) };

      const story = await ask(tools, given);

      const guest = story.words[story.words.length - 4];
      if (guest === story.answer)
        throw new CheckFailure(
          `The guest, ${guest}, is the host as well: draw out of the names that are left.`,
        );
      expectSame(story, right(given));
    }
  });
});
