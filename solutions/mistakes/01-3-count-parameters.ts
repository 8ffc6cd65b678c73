/** Known mistakes of X1.3, how many numbers a recurrent network learns. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { CountedCell, CountedSize } from "../01-3-count-parameters.ts";

const clauses = {
  "no-bias": "the biases are left out",
  "always-two-biases": "two biases are counted for each gate even where there is one",
  "always-one-bias": "one bias is counted for each gate even where there are two",
  "one-bias-for-all-gates": "the bias is counted once instead of once for every gate",
  "no-recurrent": "the recurrent weights, H · H, are left out",
  "no-input": "the input weights, D · H, are left out",
  "input-for-hidden": "the recurrent weights are counted as D · D instead of H · H",
  "gates-not-counted": "every cell is counted like the plain one, with one product",
  "lstm-three-gates": "the LSTM is counted with three products; the candidate is the fourth",
  "gru-four-gates": "the GRU is counted with four products; it has three",
  "gru-two-gates": "the GRU is counted with two products; the candidate is the third",
  "no-bq": "the GRU's bq is left out",
  "bq-always": "the GRU's bq is counted even with two biases, where it is one of them",
  "no-peepholes": "the peepholes are left out",
  "full-peepholes": "each peephole is counted as a matrix, H · H, instead of a row, H",
  "four-peepholes": "four peepholes are counted; the candidate has none",
  "peephole-per-layer-once": "the peepholes are counted once instead of in every layer and direction",
  "layers-ignored": "only the first layer is counted",
  "upper-reads-input": "every layer is counted as if it read D inputs, instead of what the layer below gives",
  "bidirectional-ignored": "a bidirectional layer is counted once instead of twice",
  "upper-reads-one-direction":
    "the layers above a bidirectional one are counted as if they read H features instead of 2 H",
  "first-layer-bidirectional": "only the first layer is counted in both directions",
  "hidden-doubled": "a bidirectional layer is counted as one cell with 2 H units",
  "states-counted": "the initial state is counted as if it were learned",
  zero: "zero is returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    countParameters(cell: CountedCell, size: CountedSize) {
      const { input, hidden, layers = 1, bidirectional = false, biases = 1 } = size;
      if (has("zero")) return 0;
      const doubled = bidirectional && has("hidden-doubled");
      const units = doubled ? 2 * hidden : hidden;
      const directions = bidirectional && !doubled && !has("bidirectional-ignored") ? 2 : 1;
      let count = 0;
      for (let layer = 0; layer < (has("layers-ignored") ? 1 : layers); layer++) {
        const below = has("upper-reads-one-direction") ? hidden : bidirectional ? 2 * hidden : hidden;
        const read = layer === 0 || has("upper-reads-input") ? input : below;
        const times = layer > 0 && has("first-layer-bidirectional") ? 1 : directions;
        count += times * countOne(cell, { input: read, hidden: units, biases }, has);
      }
      if (has("peephole-per-layer-once") && cell === "peephole lstm") count += 3 * units;
      return count;
    },
  }),
  { grave: ["zero"] },
);

function countOne(
  cell: CountedCell,
  { input, hidden, biases }: { input: number; hidden: number; biases: 1 | 2 },
  has: Has,
): number {
  const products = productsOf(cell, has);
  const perGate = has("no-bias") ? 0 : has("always-two-biases") ? 2 : has("always-one-bias") ? 1 : biases;
  const bias = perGate * hidden * (has("one-bias-for-all-gates") ? 1 : products);
  const recurrent = has("no-recurrent") ? 0 : has("input-for-hidden") ? input * input : hidden * hidden;
  const weights = products * ((has("no-input") ? 0 : input * hidden) + recurrent);
  const state = has("states-counted") ? hidden : 0;
  return weights + bias + state + extraOf(cell, hidden, biases, has);
}

function productsOf(cell: CountedCell, has: Has): number {
  if (cell === "rnn" || has("gates-not-counted")) return 1;
  if (cell === "gru") return has("gru-four-gates") ? 4 : has("gru-two-gates") ? 2 : 3;
  return has("lstm-three-gates") ? 3 : 4;
}

/** Besides the products: peepholes, and the GRU's bias inside the reset gate's product. */
function extraOf(cell: CountedCell, hidden: number, biases: 1 | 2, has: Has): number {
  if (cell === "gru" && !has("no-bq") && (biases === 1 || has("bq-always"))) return hidden;
  if (cell !== "peephole lstm" || has("no-peepholes") || has("peephole-per-layer-once")) return 0;
  return (has("four-peepholes") ? 4 : 3) * hidden * (has("full-peepholes") ? hidden : 1);
}
