/** Known mistakes of X13.1, how much arithmetic one time step is. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { StepSize } from "../13-1-flops-per-step.ts";

const clauses = {
  "pairs-counted": "a multiplication and the addition after it are counted as one operation",
  "no-batch": "one row is counted instead of the whole batch",
  "batch-squared": "the batch is counted twice over",
  "no-recurrent": "the product with the recurrent weights, h₋ Wh, is left out",
  "no-input": "the product with the input weights, x Wx, is left out",
  "input-for-hidden": "the recurrent product is counted with D · D weights instead of H · H",
  "hidden-not-squared": "the recurrent product is counted with H weights instead of H · H",
  "blocks-not-counted": "every cell is counted like the plain one, with one block of weights",
  "lstm-three-blocks": "the lstm is counted with three blocks; the candidate is the fourth",
  "gru-two-blocks": "the gru is counted with two blocks; the candidate is the third",
  "gru-four-blocks": "the gru is counted with four blocks; it has three",
  "recurrent-between-blocks":
    "the recurrent weights are counted as g H · g H; every block reads the same H units",
  "biases-counted": "the additions of the biases are counted too",
  "backward-as-forward":
    "backward is counted like forward; each product needs two, for its input's gradient and for the weights'",
  "backward-three-times": "backward is counted three times forward: the forward pass is already in it",
  "backward-half": "backward is counted as half of forward",
  "weights-gradient-without-batch":
    "the products for the gradients of the weights are counted for one row instead of the whole batch",
  exchanged: "forward and backward are exchanged",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    flopsPerStep(cell: string, { input, hidden, batch }: StepSize) {
      const g = blocksOf(cell, has);
      const from = has("no-input") ? 0 : input;
      const recurrent = has("input-for-hidden")
        ? input * input
        : has("hidden-not-squared")
          ? hidden
          : hidden * hidden;
      const between = has("recurrent-between-blocks") ? g : 1;
      const weights = g * (from * hidden + (has("no-recurrent") ? 0 : between * recurrent));
      const rows = has("no-batch") ? 1 : has("batch-squared") ? batch * batch : batch;
      const pair = has("pairs-counted") ? 1 : 2;
      const forward = pair * rows * weights + (has("biases-counted") ? rows * g * hidden : 0);
      const backward = backwardOf(forward, batch, has);
      if (has("zero")) return { forward: 0, backward: 0 };
      return has("exchanged") ? { forward: backward, backward: forward } : { forward, backward };
    },
  }),
  { grave: ["zero"] },
);

function blocksOf(cell: string, has: Has): number {
  if (cell === "rnn" || has("blocks-not-counted")) return 1;
  if (cell === "gru") return has("gru-four-blocks") ? 4 : has("gru-two-blocks") ? 2 : 3;
  return has("lstm-three-blocks") ? 3 : 4;
}

function backwardOf(forward: number, batch: number, has: Has): number {
  if (has("backward-as-forward")) return forward;
  if (has("backward-three-times")) return 3 * forward;
  if (has("backward-half")) return forward / 2;
  return has("weights-gradient-without-batch") ? forward + forward / batch : 2 * forward;
}
