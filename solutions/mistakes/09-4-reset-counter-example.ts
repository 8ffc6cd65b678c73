/** Known mistakes of X9.4: examples in which the place of the reset gate makes no difference, or hardly any. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { GruParams } from "../09-4-reset-counter-example.ts";

const clauses = {
  "zero-state": "h₋ is zero, so that there is nothing to reset",
  "no-recurrence": "Whn is zero, so that the candidate does not see h₋",
  diagonal: "Whn is diagonal, so that each unit receives only what it sends itself",
  "reset-open": "the reset gate is open for every unit",
  "reset-shut": "the reset gate is shut for every unit",
  "reset-half": "the reset gate is ½ for every unit",
  "past-kept": "the update gate keeps h₋, so that the candidate is not seen",
  "candidate-saturated": "the candidate's bias saturates the tanh in both cases",
  "too-small": "the recurrent weight of the candidate is so small that the two h hardly differ",
  "state-small": "h₋ is so small that the two h hardly differ",
  "order-z-r-n": "the columns are written in the order z r n instead of r z n",
  "Whn-in-r": "the recurrent weight stands in the columns of r instead of those of n",
  "always-two-units": "the example has two units, whatever hidden says",
  "last-unit-only": "the recurrent weight leads from the last unit to itself",
  "beyond-limits": "the biases of ±1000 lie beyond the limits",
  "state-column": "h₋ is a column instead of a row",
  "input-per-unit": "x has one feature per unit instead of one",
  "four-gates": "the parameters have four blocks, as an LSTM's, instead of three",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    resetCounterExample(asked: number): { params: GruParams; x: Matrix; hPrev: Matrix } {
      const hidden = has("always-two-units") ? 2 : asked;
      const blocks = has("four-gates") ? 4 : 3;
      const [Wx, Wh] = [new Matrix(1, blocks * hidden), new Matrix(hidden, blocks * hidden)];
      const b = biasOf(hidden, blocks, has);
      const weight = has("no-recurrence") ? 0 : has("too-small") ? 0.05 : 1;
      Wh.data[placeOf(hidden, blocks, has)] = weight;
      if (has("diagonal"))
        for (let unit = 0; unit < hidden; unit++) Wh.data[unit * (blocks * hidden + 1) + 2 * hidden] = weight;
      const share = has("zero-state") ? 0 : has("state-small") ? 0.02 : 1;
      const [rows, cols] = has("state-column") ? [hidden, 1] : [1, hidden];
      const x = new Matrix(1, has("input-per-unit") ? hidden : 1);
      const hPrev = new Matrix(rows, cols).map(() => share);
      if (!has("zero")) return { params: { Wx, Wh, b }, x, hPrev };
      return { params: { Wx: Wx.scale(0), Wh: Wh.scale(0), b: b.scale(0) }, x, hPrev: hPrev.scale(0) };
    },
  }),
  { grave: ["zero"] },
);

function biasOf(hidden: number, blocks: number, has: Has): Matrix {
  const b = new Matrix(1, blocks * hidden);
  const large = has("beyond-limits") ? 1000 : 10;
  const [r, z] = has("order-z-r-n") ? [hidden, 0] : [0, hidden];
  b.data.fill(has("reset-shut") ? -large : large, r, r + hidden);
  if (!has("reset-open")) b.data[r] = -large;
  if (has("reset-half")) b.data.fill(0, r, r + hidden);
  b.data.fill(has("past-kept") ? large : -large, z, z + hidden);
  if (has("candidate-saturated")) b.data.fill(large, 2 * hidden, 3 * hidden);
  return b;
}

/** The one recurrent weight: from unit 0 to unit 1, in the columns of n. */
function placeOf(hidden: number, blocks: number, has: Has): number {
  if (has("diagonal")) return 2 * hidden;
  if (has("last-unit-only")) return (hidden - 1) * blocks * hidden + 3 * hidden - 1;
  return has("Whn-in-r") ? 1 : 2 * hidden + 1;
}
