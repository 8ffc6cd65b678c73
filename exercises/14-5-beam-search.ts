/**
 * Exercise X14.5: beam search.
 *
 *   log P(y) = Σ_t log softmax(logits_t)[y_t]             all tokens said, the end among them
 *   score(y) = log P(y) / |y|^lengthPenalty               |y| counts the end too, if it was said
 *
 * At each time step every open beginning is extended by every token. Of all these extensions together, the `width` likeliest
 * are kept. Those that say `end` are finished: they leave the beam, and the beam has fewer open beginnings from then on.
 * Go on until none is open. A text that has said maxLength tokens may still say `end`, but nothing else.
 * Check: npx unrolled grade 14.5
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

/**
 * h: the encoder's last state. Returns the finished texts, without start and end, the best score first, at most `width`.
 * If none is finished: those that are open when they have said maxLength tokens.
 */
export function beamSearch(step: Step, h: Matrix, options: BeamOptions): { tokens: number[]; score: number }[] {
  throw new Error("TODO: exercise X14.5");
}
