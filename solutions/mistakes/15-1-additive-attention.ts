/** Known mistakes of X15.1, additive attention. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { AttentionParams } from "../15-1-additive-attention.ts";

const clauses = {
  "no-tanh": "the tanh is left out",
  sigmoid: "σ stands where tanh belongs",
  "query-left-out": "the query is left out of the scores",
  "keys-left-out": "the keys are left out of the scores, so that all are equal",
  product: "query and key are multiplied instead of added",
  difference: "the projected key is subtracted from the projected query",
  "tanh-each": "query and key pass the tanh each for itself, before they are added",
  "scaled-scores":
    "the scores are divided by the square root of the hidden size; that belongs to dot attention",
  "scores-negative": "the softmax is taken of −e",
  "no-softmax": "the scores are used as weights, without the softmax",
  "divided-by-sum": "the scores are divided by their sum, without exp",
  "not-normalised": "e^e is not divided by its sum",
  "softmax-over-batch": "the softmax runs over the batch instead of over the keys",
  "mask-ignored": "padding gets a weight like any other key",
  "mask-after-softmax":
    "the weights of padding are set to 0 after the softmax, so that the rest no longer sum to 1",
  "mask-scores-zero": "the scores of padding are set to 0 before the softmax; e⁰ is 1, not 0",
  "mask-inverted": "the mask is read the wrong way round",
  "mask-first-row": "every row uses the mask of the first row",
  "hard-choice": "the whole weight goes to the best key",
  "context-mean": "the context is the plain mean of the keys",
  "context-projected": "the context is the sum of key_j Wk, cut or filled up to the key's width",
  "context-not-weighted": "the context is the sum of the keys without their weights",
  "context-reversed": "the weights meet the keys in reverse order",
  "context-first-row": "every row is weighted with the α of the first row",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    additiveAttention(params: AttentionParams, query: Matrix, keys: Matrix[], masks: Uint8Array[]) {
      const scores = joinColumns(keys.map((key) => scoreOf(params, query, key, has))); // [batch, keys]
      const seen = scores.map((_, k) => {
        if (has("mask-ignored")) return 1;
        const row = has("mask-first-row") ? 0 : Math.floor(k / keys.length);
        const bit = masks[k % keys.length][row];
        return has("mask-inverted") ? 1 - bit : bit;
      });
      const alpha = weightsOf(scores, seen, has);
      const context = contextOf(params, keys, alpha, has);
      const factor = has("zero") ? 0 : 1;
      return { context: context.scale(factor), alpha: alpha.scale(factor) };
    },
  }),
  // The softmax drops what all scores share, and tanh(query Wq) v is such a part.
  { grave: ["zero"], equivalent: [["query-left-out", "tanh-each"]] },
);

function scoreOf({ Wq, Wk, v }: AttentionParams, query: Matrix, key: Matrix, has: Has): Matrix {
  const q = query.dot(Wq).scale(has("query-left-out") ? 0 : 1);
  const k = key.dot(Wk).scale(has("keys-left-out") ? 0 : 1);
  if (has("tanh-each")) return q.tanh().plus(k.tanh()).dot(v);
  const z = has("product") ? q.times(k) : has("difference") ? q.minus(k) : q.plus(k);
  const a = has("no-tanh") ? z : has("sigmoid") ? z.sigmoid() : z.tanh();
  return a.dot(v).scale((has("scores-negative") ? -1 : 1) / (has("scaled-scores") ? Math.sqrt(v.rows) : 1));
}

function weightsOf(scores: Matrix, seen: Matrix, has: Has): Matrix {
  if (has("no-softmax")) return scores.times(seen);
  if (has("divided-by-sum")) return normalised(scores.times(seen));
  const visible = has("mask-after-softmax") ? seen.map(() => 1) : seen;
  const raw = has("mask-scores-zero")
    ? scores.times(seen).map(Math.exp)
    : scores.map((e, k) => visible.data[k] * Math.exp(e));
  if (has("not-normalised")) return raw;
  if (has("softmax-over-batch")) return normalised(raw.transpose()).transpose();
  const alpha = normalised(raw);
  if (has("hard-choice")) {
    const { cols, data } = alpha;
    return alpha.map((value, k) => {
      const row = data.subarray(k - (k % cols), k - (k % cols) + cols);
      return value === Math.max(...row) ? 1 : 0;
    });
  }
  return has("mask-after-softmax") ? alpha.times(seen) : alpha;
}

const normalised = (m: Matrix): Matrix => m.timesColumn(m.sumColumns().map((sum) => 1 / sum));

function contextOf({ Wk }: AttentionParams, keys: Matrix[], alpha: Matrix, has: Has): Matrix {
  if (has("context-mean")) return keys.reduce((sum, key) => sum.plus(key)).scale(1 / keys.length);
  if (has("context-not-weighted")) return keys.reduce((sum, key) => sum.plus(key));
  const weights = has("context-first-row") ? alpha.map((_, k) => alpha.data[k % alpha.cols]) : alpha;
  return keys
    .map((key, j) => {
      const at = has("context-reversed") ? keys.length - 1 - j : j;
      const projected = key.dot(Wk);
      const value = has("context-projected")
        ? key.map((_, k) => {
            const [row, c] = [Math.floor(k / key.cols), k % key.cols];
            return c < projected.cols ? projected.data[row * projected.cols + c] : 0;
          })
        : key;
      return value.timesColumn(weights.columns(at, at + 1));
    })
    .reduce((sum, part) => sum.plus(part));
}
