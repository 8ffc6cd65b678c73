/**
 * Exercise X14.3: greedy decoding.
 *
 *   token_0 = start
 *   logits_t, h_t = step(h_{t−1}, token_t)
 *   token_{t+1} = the token with the largest logit, the first of equals
 *
 * The decoder reads what it has just said, until it says `end` or has said maxLength tokens.
 * Check: npx unrolled grade 14.3
 */

import type { Matrix } from "unrolled/numeric";

/** One time step of a decoder. h: [1, hidden] -> logits: [1, tokens], and the new h. It changes nothing. */
export type Step = (h: Matrix, token: number) => { logits: Matrix; h: Matrix };

/** h: the encoder's last state. Returns what was said, at most maxLength tokens, without start and end. */
export function greedyDecode(
  step: Step,
  h: Matrix,
  { start, end, maxLength }: { start: number; end: number; maxLength: number },
): number[] {
  throw new Error("TODO: exercise X14.3");
}
