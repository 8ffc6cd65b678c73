/** A language model for greedy decoding, sampling and beam search. */

import type { Named } from "../numeric/named.ts";
import type { LanguageModel } from "./language-model.ts";
import type { TokenStepper } from "./token-stepper.ts";

/**
 * Steps the model from its zero state. Throws if the model is not causal (a bidirectional layer): found by changing a
 * second token and looking at the scores after the first.
 */
export function languageStepper(model: LanguageModel, params: Named): TokenStepper<Named> {
  const afterFirst = (second: number) => model.forward(params, [[0], [second]]).logits[0];
  if (!afterFirst(0).equals(afterFirst(1))) {
    throw new RangeError(
      `languageStepper: the ${model.name} reads later tokens to predict an earlier one, and while generating there ` +
        "are none yet; use a layer that reads from the left only.",
    );
  }
  return {
    initial: model.initState(1),
    step(state, token) {
      const { logits, final } = model.forward(params, [[token]], state);
      return { logits: logits[0], state: final };
    },
  };
}
