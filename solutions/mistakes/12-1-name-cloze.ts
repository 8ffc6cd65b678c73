/** Known mistakes of X12.1, a story with a gap that only memory can fill. */

import { createRandom, randomInteger } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { NameCloze } from "../12-1-name-cloze.ts";

const clauses = {
  "guest-among-all": "the guest is drawn out of all names, so that the host may come in",
  "guest-first": "the guest is drawn before the host",
  "guest-is-next": "the guest is the name after the host's instead of being drawn",
  "first-name-left-out": "the first name is never the host",
  "answer-is-guest": "the guest is given as the answer; the guest stands right before the gap",
  "answer-in-words": "the answer stands at the end of the words; that is where the gap belongs",
  "one-distractor-less": "there is one distractor too few",
  "one-distractor-more": "there is one distractor too many",
  "one-sentence-repeated": "one distraction is drawn and then repeated",
  "sentences-in-turn": "the distractions are taken in turn instead of being drawn",
  "distractors-first": "the distractions are drawn before the names",
  "distractors-reversed": "the distractions stand in reverse order",
  "distractors-after-guest": "the distractions stand after the guest came in",
  "guest-does-not-enter": "the sentence in which the guest comes in is missing",
  "host-greets": "the host says hi instead of the guest",
  "stops-left-out": "the full stops are left out",
  "stops-glued": "a full stop is part of the word before it",
  "seed-plus-one": "the random numbers start from seed + 1",
  "reading-left-out": "the first sentence is missing, so that nothing names the host",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    makeNameCloze(names: string[], distractions: string[], distractors: number, seed: number): NameCloze {
      const random = createRandom(has("seed-plus-one") ? seed + 1 : seed);
      const count = distractors + (has("one-distractor-more") ? 1 : has("one-distractor-less") ? -1 : 0);
      const early = has("distractors-first") ? drawSentences(distractions, count, random, has) : undefined;
      const { host, guest } = drawPeople(names, random, has);
      const middle = early ?? drawSentences(distractions, count, random, has);
      if (has("distractors-reversed")) middle.reverse();
      const opening = has("reading-left-out") ? [] : [`${host} was reading .`];
      const entrance = has("guest-does-not-enter") ? [] : [`${guest} came in .`];
      const between = has("distractors-after-guest") ? [...entrance, ...middle] : [...middle, ...entrance];
      const end = `${has("host-greets") ? host : guest} said hi to`;
      let story = [...opening, ...between, end].join(" ");
      if (has("answer-in-words")) story += ` ${host}`;
      if (has("stops-left-out")) story = story.replaceAll(" .", "");
      if (has("stops-glued")) story = story.replaceAll(" .", ".");
      return { words: story.split(" "), answer: has("answer-is-guest") ? guest : host };
    },
  }),
  { grave: ["seed-plus-one"] },
);

function drawPeople(names: string[], random: () => number, has: Has): { host: string; guest: string } {
  if (has("guest-first")) {
    const guest = names[randomInteger(names.length, random)];
    const left = names.filter((name) => name !== guest);
    return { host: left[randomInteger(left.length, random)], guest };
  }
  const host = has("first-name-left-out")
    ? names[1 + randomInteger(names.length - 1, random)]
    : names[randomInteger(names.length, random)];
  const left = has("guest-among-all") ? names : names.filter((name) => name !== host);
  if (has("guest-is-next")) return { host, guest: names[(names.indexOf(host) + 1) % names.length] };
  return { host, guest: left[randomInteger(left.length, random)] };
}

function drawSentences(distractions: string[], count: number, random: () => number, has: Has): string[] {
  const draw = (): string => distractions[randomInteger(distractions.length, random)];
  if (has("one-sentence-repeated")) return new Array(count).fill(draw());
  if (has("sentences-in-turn"))
    return Array.from({ length: count }, (_, k) => distractions[k % distractions.length]);
  return Array.from({ length: count }, draw);
}
