/** A language model for greedy decoding, sampling and beam search. */

import type { Named } from "../numeric/named.ts";
import type { LanguageModel } from "./language-model.ts";
import type { TokenStepper } from "./token-stepper.ts";

/** Steps the model from its zero state, one token at a time. Throws if it is not causal (a bidirectional layer). */
export function languageStepper(model: LanguageModel, params: Named): TokenStepper<Named> {
  model.expectCausal("languageStepper");
  return {
    initial: model.initState(1),
    step(state, token) {
      const { logits, final } = model.forward(params, [[token]], state);
      return { logits: logits[0], state: final };
    },
  };
}
