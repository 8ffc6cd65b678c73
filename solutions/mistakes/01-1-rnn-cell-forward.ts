/** Known mistakes of X1.1, h = tanh(x Wx + h₋ Wh + b). */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { RnnParams } from "../01-1-rnn-cell-forward.ts";

const clauses = {
  "no-bias": "the bias is left out",
  "no-input": "the input term x Wx is left out",
  "no-recurrence": "the recurrent term h₋ Wh is left out",
  "no-tanh": "the tanh is left out",
  sigmoid: "the sigmoid stands where tanh belongs",
  relu: "ReLU stands where tanh belongs",
  "tanh-twice": "tanh is applied twice",
  "bias-after-tanh": "the bias is added after the tanh instead of before it",
  "recurrence-after-tanh": "the recurrent term is added after the tanh instead of before it",
  "bias-subtracted": "the bias is subtracted",
  "bias-twice": "the bias is added twice, once for each product",
  "bias-first-row": "the bias reaches only the first example of the batch",
  "recurrence-subtracted": "the recurrent term is subtracted",
  "recurrent-weights-transposed": "Wh is transposed",
  "recurrence-elementwise":
    "h₋ meets only the diagonal of Wh: an elementwise product where the matrix product belongs",
  "state-squashed-again": "tanh is applied to h₋ before the product with Wh",
  "state-added": "h₋ is added to the result, as a residual connection would",
  "first-example-only": "every example of the batch is given the input of the first",
  "returns-previous": "h₋ is returned as it came",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    rnnCellForward({ Wx, Wh, b }: RnnParams, x: Matrix, hPrev: Matrix): Matrix {
      const nothing = new Matrix(hPrev.rows, hPrev.cols);
      if (has("returns-previous")) return hPrev;
      if (has("zero")) return nothing;
      const seen = has("first-example-only") ? x.map((_, k) => x.data[k % x.cols]) : x;
      const input = has("no-input") ? nothing : seen.dot(Wx);
      const bias = biasOf(b, hPrev, has);
      const recurrent = recurrence(Wh, hPrev, has);
      let z = input;
      if (!has("recurrence-after-tanh")) z = z.plus(recurrent);
      if (!has("bias-after-tanh")) z = z.plus(bias);
      let h = z;
      if (has("sigmoid")) h = z.sigmoid();
      else if (has("relu")) h = z.map((v) => Math.max(0, v));
      else if (!has("no-tanh")) h = z.tanh();
      if (has("tanh-twice")) h = h.tanh();
      if (has("recurrence-after-tanh")) h = h.plus(recurrent);
      if (has("bias-after-tanh")) h = h.plus(bias);
      return has("state-added") ? h.plus(hPrev) : h;
    },
  }),
  { grave: ["returns-previous", "zero"] },
);

/** The bias, spread over the batch. */
function biasOf(b: Matrix, like: Matrix, has: Has): Matrix {
  const factor = has("no-bias") ? 0 : has("bias-subtracted") ? -1 : has("bias-twice") ? 2 : 1;
  return like.map((_, k) => (has("bias-first-row") && k >= b.cols ? 0 : factor * b.data[k % b.cols]));
}

function recurrence(Wh: Matrix, hPrev: Matrix, has: Has): Matrix {
  if (has("no-recurrence")) return new Matrix(hPrev.rows, hPrev.cols);
  const state = has("state-squashed-again") ? hPrev.tanh() : hPrev;
  const weights = has("recurrent-weights-transposed") ? Wh.transpose() : Wh;
  const product = has("recurrence-elementwise")
    ? state.map((v, k) => v * weights.data[(k % state.cols) * (state.cols + 1)])
    : state.dot(weights);
  return has("recurrence-subtracted") ? product.map((v) => -v) : product;
}
