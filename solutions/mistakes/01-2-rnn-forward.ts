/** Known mistakes of X1.2, the recurrent cell over a whole sequence. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnParams } from "../01-2-rnn-forward.ts";

const clauses = {
  "never-carried": "every time step starts from h0, so that no state is carried on",
  "initial-ignored": "the first time step starts from zeros, and h0 is ignored",
  "initial-included": "the list begins with h0 and ends one time step early",
  "time-reversed": "the sequence is read from its last time step to its first",
  "states-reversed": "the hidden states are returned in reverse order",
  "first-input-only": "every time step is given the input of the first one",
  "input-one-late": "time step t is given x[t−1], the input of the time step before",
  "input-one-early": "time step t is given x[t+1], the input of the time step after",
  "last-state-repeated": "every entry of the list is the last hidden state",
  "two-steps-back": "time step t starts from h[t−2] instead of h[t−1]",
  "no-bias": "the bias is left out",
  "bias-first-step": "the bias is added in the first time step only",
  "no-recurrence": "the recurrent term h[t−1] Wh is left out",
  "no-input": "the input term x[t] Wx is left out",
  "no-tanh": "the tanh is left out",
  sigmoid: "the sigmoid stands where tanh belongs",
  "tanh-twice": "tanh is applied twice",
  "recurrence-after-tanh": "the recurrent term is added after the tanh instead of before it",
  "recurrent-weights-transposed": "Wh is transposed",
  "state-added": "h[t−1] is added to h[t], as a residual connection would",
  "carried-before-tanh":
    "the sum before the tanh is carried to the next time step, instead of the hidden state",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    rnnForward({ Wx, Wh, b }: RnnParams, xs: Matrix[], h0: Matrix): Matrix[] {
      const zeros = new Matrix(h0.rows, h0.cols);
      if (has("zero")) return xs.map(() => zeros);
      const weights = has("recurrent-weights-transposed") ? Wh.transpose() : Wh;
      const nonlinearity = (z: Matrix): Matrix => {
        const h = has("no-tanh") ? z : has("sigmoid") ? z.sigmoid() : z.tanh();
        return has("tanh-twice") ? h.tanh() : h;
      };
      const order = xs.map((_, t) => t);
      if (has("time-reversed")) order.reverse();
      const carried = [has("initial-ignored") ? zeros : h0];
      const hs: Matrix[] = new Array(xs.length);
      order.forEach((t, turn) => {
        const from = has("never-carried")
          ? carried[0]
          : carried[Math.max(0, turn - (has("two-steps-back") ? 1 : 0))];
        const seen = xs[inputAt(t, xs.length, has)];
        const bias = has("no-bias") || (has("bias-first-step") && turn > 0) ? new Matrix(1, b.cols) : b;
        const recurrent = has("no-recurrence") ? zeros : from.dot(weights);
        const before = (has("no-input") ? zeros : seen.dot(Wx)).plusRow(bias);
        const z = has("recurrence-after-tanh") ? before : before.plus(recurrent);
        let h = nonlinearity(z);
        if (has("recurrence-after-tanh")) h = h.plus(recurrent);
        if (has("state-added")) h = h.plus(from);
        hs[t] = h;
        carried.push(has("carried-before-tanh") ? z : h);
      });
      return arrange(hs, h0, has);
    },
  }),
  { grave: ["zero"] },
);

function inputAt(t: number, steps: number, has: Has): number {
  if (has("first-input-only")) return 0;
  if (has("input-one-late")) return Math.max(0, t - 1);
  return has("input-one-early") ? Math.min(steps - 1, t + 1) : t;
}

function arrange(hs: Matrix[], h0: Matrix, has: Has): Matrix[] {
  if (has("states-reversed")) return hs.reverse();
  if (has("initial-included")) return [h0, ...hs.slice(0, -1)];
  return has("last-state-repeated") ? hs.map(() => hs[hs.length - 1]) : hs;
}
