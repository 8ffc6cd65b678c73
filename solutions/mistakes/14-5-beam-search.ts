/** Known mistakes of X14.5, beam search. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { BeamOptions, Step } from "../14-5-beam-search.ts";

const clauses = {
  "always-greedy": "only one beginning is kept, whatever the width",
  "one-too-many": "one beginning more than the width is kept",
  "one-too-few": "one beginning less than the width is kept, where the width allows it",
  "width-each":
    "each beginning keeps its own `width` likeliest extensions; they are not compared with each other",
  "best-of-each": "each beginning is extended by its likeliest token alone",
  "worst-kept": "the unlikeliest extensions are kept",
  "raw-logits": "the logits are summed as they are, without the logarithm of the softmax",
  "last-token-only": "a beginning is judged by its last token alone; the logarithms are not summed",
  "probability-sum": "probabilities are summed instead of their logarithms",
  "end-goes-on": "a finished text stays in the beam and is extended further",
  "end-keeps-place":
    "finished texts do not count: the `width` likeliest unfinished extensions are kept beside them",
  "end-included": "the end token is returned with the text",
  "start-included": "the start token is returned with the text",
  "end-not-counted": "|y| does not count the end token",
  "end-free": "log P leaves out the logarithm of the end token's probability",
  "no-penalty": "log P is not divided by the length at all",
  "penalty-linear": "log P is divided by lengthPenalty · |y| instead of |y|^lengthPenalty",
  "penalty-multiplied": "log P is multiplied by |y|^lengthPenalty",
  "mean-always": "log P is divided by |y|, whatever lengthPenalty is",
  "probability-returned": "the score is returned as e^score",
  "unfinished-too": "texts that never ended are returned among the finished ones",
  "first-finished": "the search stops at the first finished text",
  "best-only": "only the best text is returned",
  ascending: "the worst text comes first",
  unsorted: "the texts come in the order in which they were finished",
  "state-not-carried": "every time step begins with the encoder's state",
  "token-not-fed": "every time step reads the start token",
  "state-of-likeliest": "all beginnings go on from the state of the likeliest one",
  "length-short": "a text of maxLength tokens may not say the end any more",
  nothing: "an empty list is returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

interface Beginning {
  h: Matrix;
  last: number;
  tokens: number[];
  logP: number;
}

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    beamSearch(step: Step, h: Matrix, options: BeamOptions): { tokens: number[]; score: number }[] {
      const { start, end, width } = options;
      const { finished, open } = search(step, h, options, has);
      const texts = finished.length > 0 ? [...finished, ...(has("unfinished-too") ? open : [])] : open;
      const scored = texts.map((text) => {
        const said = has("end-included") ? text.tokens : text.tokens.filter((token) => token !== end);
        const score = scoreOf(text, options, has);
        return {
          tokens: has("start-included") ? [start, ...said] : said,
          score: has("probability-returned") ? Math.exp(score) : score,
        };
      });
      if (has("nothing")) return [];
      if (!has("unsorted")) scored.sort((a, b) => (has("ascending") ? a.score - b.score : b.score - a.score));
      return scored.slice(0, has("best-only") ? 1 : width);
    },
  }),
  { grave: ["nothing"] },
);

function search(
  step: Step,
  h: Matrix,
  options: BeamOptions,
  has: Has,
): { finished: Beginning[]; open: Beginning[] } {
  const { start, end, maxLength } = options;
  const finished: Beginning[] = [];
  let open: Beginning[] = [{ h, last: start, tokens: [], logP: 0 }];
  for (let length = 0; open.length > 0; length++) {
    if (has("length-short") && length === maxLength) break;
    const candidates = open.map((beginning) => {
      const from = has("state-not-carried") ? h : has("state-of-likeliest") ? open[0].h : beginning.h;
      const last = has("token-not-fed") ? start : beginning.last;
      return extend(step, { ...beginning, h: from, last }, end, has);
    });
    const kept = prune(candidates, options, has);
    const ended = kept.filter(({ last }) => last === end);
    finished.push(...ended);
    if (length === maxLength || (has("first-finished") && ended.length > 0)) break;
    open = kept.filter(({ last }) => has("end-goes-on") || last !== end);
  }
  return { finished, open };
}

function prune(candidates: Beginning[][], options: BeamOptions, has: Has): Beginning[] {
  const { end, width } = options;
  const rank = (text: Beginning): number => (has("worst-kept") ? -1 : 1) * text.logP;
  const best = (list: Beginning[], count: number): Beginning[] =>
    [...list].sort((a, b) => rank(b) - rank(a)).slice(0, count);
  const fewer = Math.max(1, width - 1);
  const places = has("always-greedy") ? 1 : width + Number(has("one-too-many"));
  const count = has("one-too-few") ? fewer : places;
  if (has("width-each")) return candidates.flatMap((list) => best(list, count)).slice(0, 60);
  if (has("best-of-each")) {
    const [only] = candidates;
    return best(candidates.length === 1 ? only : candidates.flatMap((list) => best(list, 1)), count);
  }
  const all = candidates.flat();
  if (!has("end-keeps-place")) return best(all, count);
  const isEnd = ({ last }: Beginning): boolean => last === end;
  return [
    ...best(all, count).filter(isEnd),
    ...best(
      all.filter((text) => !isEnd(text)),
      count,
    ),
  ];
}

function extend(step: Step, { h, last, tokens, logP }: Beginning, end: number, has: Has): Beginning[] {
  const next = step(h, last);
  const { data } = next.logits;
  const sum = Array.from(data, (z) => Math.exp(z)).reduce((a, b) => a + b);
  return Array.from(data, (z, token) => {
    const gain = has("raw-logits") ? z : has("probability-sum") ? Math.exp(z) / sum : z - Math.log(sum);
    return {
      h: next.h,
      last: token,
      tokens: [...tokens, token],
      logP: has("last-token-only") ? gain : has("end-free") && token === end ? logP : logP + gain,
    };
  });
}

function scoreOf({ tokens, logP }: Beginning, { end, lengthPenalty }: BeamOptions, has: Has): number {
  const ended = tokens[tokens.length - 1] === end;
  const length = Math.max(1, tokens.length - Number(has("end-not-counted") && ended));
  const power = has("mean-always") ? 1 : lengthPenalty;
  if (has("no-penalty")) return logP;
  if (has("penalty-linear")) return logP / (lengthPenalty * length);
  if (has("penalty-multiplied")) return logP * length ** power;
  return logP / length ** power;
}
