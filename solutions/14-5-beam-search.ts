/**
 * Exercise X14.5: beam search.
 *
 *   log P(y) = Σ_t log softmax(logits_t)[y_t]             all tokens said, the end among them
 *   score(y) = log P(y) / |y|^lengthPenalty               |y| counts the end too, if it was said
 *
 * At each time step every open beginning is extended by every token. Of all these extensions together, the `width` likeliest
 * are kept. Those that say `end` are finished: they leave the beam, and the beam has fewer open beginnings from then on.
 * Go on until none is open. A text that has said maxLength tokens may still say `end`, but nothing else.
 */

import type { Matrix } from "unrolled/numeric";

/** One time step of a decoder. h: [1, hidden] -> logits: [1, tokens], and the new h. It changes nothing. */
export type Step = (h: Matrix, token: number) => { logits: Matrix; h: Matrix };

export interface BeamOptions {
  start: number;
  end: number;
  width: number;
  maxLength: number;
  lengthPenalty: number;
}

interface Beginning {
  h: Matrix;
  last: number;
  tokens: number[];
  logP: number;
}

/**
 * h: the encoder's last state. Returns the finished texts, without start and end, the best score first, at most `width`.
 * If none is finished: those that are open when they have said maxLength tokens.
 */
export function beamSearch(
  step: Step,
  h: Matrix,
  { start, end, width, maxLength, lengthPenalty }: BeamOptions,
): { tokens: number[]; score: number }[] {
  const finished: Beginning[] = [];
  let open: Beginning[] = [{ h, last: start, tokens: [], logP: 0 }];
  for (let length = 0; open.length > 0; length++) {
    const kept = open
      .flatMap((beginning) => extend(step, beginning))
      .sort((a, b) => b.logP - a.logP)
      .slice(0, width);
    finished.push(...kept.filter(({ last }) => last === end));
    if (length === maxLength) break;
    open = kept.filter(({ last }) => last !== end);
  }
  const score = ({ tokens, logP }: Beginning): number => logP / tokens.length ** lengthPenalty;
  const texts = finished.length > 0 ? finished : open;
  return texts
    .map((text) => ({ tokens: text.tokens.filter((token) => token !== end), score: score(text) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, width);
}

/** All ways to go on by one token. */
function extend(step: Step, { h, last, tokens, logP }: Beginning): Beginning[] {
  const next = step(h, last);
  const { data } = next.logits;
  const max = Math.max(...data);
  const logSum = max + Math.log(Array.from(data, (z) => Math.exp(z - max)).reduce((a, b) => a + b));
  return Array.from(data, (z, token) => ({
    h: next.h,
    last: token,
    tokens: [...tokens, token],
    logP: logP + z - logSum,
  }));
}
