/** A model as a decoding method sees it: one token in, scores for the next token out, the state carried along. */

import type { Matrix } from "../numeric/matrix.ts";

/** State: whatever the model carries from token to token. */
export interface TokenStepper<State> {
  readonly initial: State;
  /** The state after the tokens so far, and the next token -> logits: [1, tokens], and the state after it. */
  step(state: State, token: number): { logits: Matrix; state: State };
}
