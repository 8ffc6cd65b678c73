/** Known mistakes of X14.3, greedy decoding. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { Step } from "../14-3-greedy-decode.ts";

const clauses = {
  "end-included": "the end token is returned with the text",
  "start-included": "the start token is returned with the text",
  "state-not-carried": "every time step begins with the encoder's state; the new h is not handed on",
  "state-late": "each time step reads the state of two time steps before",
  "token-not-fed": "every time step reads the start token instead of what was just said",
  "token-late": "each time step reads the token before the one that was just said",
  "least-likely": "the token with the smallest logit is taken",
  "second-likeliest": "the second largest logit is taken",
  "largest-size": "the logit that is largest in absolute value is taken",
  "end-ignored": "decoding goes on after the end token, which is not returned",
  "end-said": "decoding goes on after the end token, which is returned like any other",
  "end-forbidden": "the end token is never chosen",
  "stops-at-repeat": "decoding ends when a token comes twice in a row",
  "one-too-many": "one token more than maxLength is said",
  "one-too-few": "one token less than maxLength is said",
  "no-limit": "maxLength is not obeyed",
  "first-only": "only the first token is said",
  "all-at-first":
    "the likeliest tokens of the first time step are returned in order, without decoding further",
  reversed: "the text is returned in reverse order",
  nothing: "an empty text is returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

/** Where a decoder that never stops is stopped after all. */
const patience = 40;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    greedyDecode(
      step: Step,
      h: Matrix,
      options: { start: number; end: number; maxLength: number },
    ): number[] {
      const said = decode(step, h, options, has);
      if (has("nothing")) return [];
      if (has("first-only")) return said.slice(0, 1);
      const text = has("start-included") ? [options.start, ...said] : said;
      return has("reversed") ? text.reverse() : text;
    },
  }),
  { grave: ["nothing"] },
);

function decode(
  step: Step,
  h: Matrix,
  { start, end, maxLength }: { start: number; end: number; maxLength: number },
  has: Has,
): number[] {
  const limit = has("no-limit")
    ? patience
    : maxLength + Number(has("one-too-many")) - Number(has("one-too-few"));
  if (has("all-at-first")) return inOrder(step(h, start).logits, has).slice(0, limit);
  const said: number[] = [];
  let [state, stateBefore, token, tokenBefore] = [h, h, start, start];
  for (let t = 0; t < patience && said.length < limit; t++) {
    const from = has("state-not-carried") ? h : has("state-late") ? stateBefore : state;
    const fed = has("token-not-fed") ? start : has("token-late") ? tokenBefore : token;
    const next = step(from, fed);
    [stateBefore, state, tokenBefore] = [state, next.h, token];
    const [best, second] = inOrder(next.logits, has).filter((id) => !(has("end-forbidden") && id === end));
    const chosen = has("second-likeliest") ? second : best;
    const repeated = has("stops-at-repeat") && t > 0 && chosen === token;
    token = chosen;
    if (token === end && has("end-ignored")) continue;
    if (token === end && has("end-included")) said.push(token);
    if ((token === end && !has("end-said")) || repeated) break;
    said.push(token);
  }
  return said;
}

/** Tokens from the largest score to the smallest. */
function inOrder({ data }: Matrix, has: Has): number[] {
  const score = (id: number): number => {
    if (has("least-likely")) return -data[id];
    return has("largest-size") ? Math.abs(data[id]) : data[id];
  };
  return Array.from(data, (_, id) => id).sort((a, b) => score(b) - score(a) || a - b);
}
