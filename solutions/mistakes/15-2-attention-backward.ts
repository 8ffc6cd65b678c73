/** Known mistakes of X15.2, backward through additive attention. */

import { joinColumns, Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { AttentionCache, AttentionParams } from "../15-2-attention-backward.ts";

const clauses = {
  "softmax-skipped": "the gradient of α is taken for that of e: the softmax is not differentiated",
  "softmax-diagonal": "only the diagonal of the softmax's Jacobian is used, α_j (1 − α_j)",
  "softmax-no-mean": "the mean Σ α_k dα_k is left out of the softmax's gradient",
  "softmax-plain-mean": "the plain mean of dα is subtracted instead of the one weighted with α",
  "softmax-no-alpha": "the factor α_j is left out of the softmax's gradient",
  "softmax-sign": "the softmax's gradient has the wrong sign",
  "softmax-summed": "the sum Σ α_k dα_k is taken over the whole batch instead of row by row",
  "dAlpha-without-keys": "the gradient of α leaves out the keys: dContext is summed as it is",
  "dAlpha-first-key": "the gradient of every α is that of the first one",
  "no-slope": "the slope of tanh, 1 − a², is left out",
  "slope-unsquared": "1 − a stands where 1 − a² belongs",
  "slope-sigmoid": "the slope of σ, a (1 − a), is taken instead of that of tanh",
  "v-left-out": "v is left out on the way from e to a",
  "v-gradient-last": "the gradient of v counts the last key only",
  "v-gradient-mean": "the gradient of v is the mean over the keys instead of the sum",
  "v-gradient-slope": "the gradient of v is taken with 1 − a² instead of a",
  "Wq-last-key": "the gradient of Wq counts the last key only",
  "Wq-with-keys-mean": "the gradient of Wq is divided by the number of keys",
  "Wk-last-key": "the gradient of Wk counts the last key only",
  "Wk-first-key": "the gradient of Wk is taken with the first key for all of them",
  "dQuery-last-key": "dQuery counts the last key only",
  "dQuery-mean": "dQuery is the mean over the keys instead of the sum",
  "dKeys-value-only": "dKeys leaves out the way through the scores",
  "dKeys-score-only": "dKeys leaves out the direct way, α_j ⊙ dContext",
  "dKeys-unweighted": "the direct way to a key is dContext, without its weight α_j",
  "dKeys-squared": "the direct way to a key is weighted with α_j²",
  "dKeys-reversed": "the gradients of the keys come in reverse order",
  "batch-mean": "the gradients of the parameters are divided by the batch size; that belongs in the loss",
  "first-row": "the gradients of the parameters count the first row of the batch only",
  negative: "every gradient has the wrong sign",
  "weights-returned": "the parameters are returned in place of their gradients",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    attentionBackward(params: AttentionParams, cache: AttentionCache, dContext: Matrix) {
      const dE = scoreGradients(cache, dContext, has);
      const { grads, dQuery, throughScores } = throughTanh(params, cache, dE, has);
      const { alpha, keys } = cache;
      const factor = has("zero") ? 0 : has("negative") ? -1 : 1;
      const dKeys = keys.map((_, j) => {
        const weight = alpha.columns(j, j + 1).map((w) => (has("dKeys-squared") ? w * w : w));
        const direct = has("dKeys-unweighted") ? dContext : dContext.timesColumn(weight);
        if (has("dKeys-value-only")) return direct.scale(factor);
        return throughScores[j].plus(direct.scale(has("dKeys-score-only") ? 0 : 1)).scale(factor);
      });
      if (has("dKeys-reversed")) dKeys.reverse();
      const scale = factor / (has("batch-mean") ? dContext.rows : 1);
      const scaled = { Wq: grads.Wq.scale(scale), Wk: grads.Wk.scale(scale), v: grads.v.scale(scale) };
      return { dQuery: dQuery.scale(factor), dKeys, grads: has("weights-returned") ? params : scaled };
    },
  }),
  { grave: ["zero"] },
);

/** Of each e: [batch, keys]. */
function scoreGradients({ keys, alpha }: AttentionCache, dContext: Matrix, has: Has): Matrix {
  const dAlpha = joinColumns(
    keys.map((key) => {
      if (has("dAlpha-without-keys")) return dContext.sumColumns();
      return dContext.times(has("dAlpha-first-key") ? keys[0] : key).sumColumns();
    }),
  );
  if (has("softmax-skipped")) return dAlpha;
  if (has("softmax-diagonal")) return dAlpha.times(alpha.map((w) => w * (1 - w)));
  const rowMean = has("softmax-plain-mean")
    ? dAlpha.sumColumns().scale(1 / keys.length)
    : alpha.times(dAlpha).sumColumns();
  const mean = has("softmax-summed") ? rowMean.map(() => rowMean.sum()) : rowMean;
  const centred = dAlpha.map(
    (d, k) => d - (has("softmax-no-mean") ? 0 : mean.data[Math.floor(k / keys.length)]),
  );
  const dE = has("softmax-no-alpha") ? centred : centred.times(alpha);
  return dE.scale(has("softmax-sign") ? -1 : 1);
}

function throughTanh(
  { Wq, Wk, v }: AttentionParams,
  { query, keys, as }: AttentionCache,
  dE: Matrix,
  has: Has,
): { grads: AttentionParams; dQuery: Matrix; throughScores: Matrix[] } {
  const zerosLike = ({ rows, cols }: Matrix): Matrix => new Matrix(rows, cols);
  const grads = { Wq: zerosLike(Wq), Wk: zerosLike(Wk), v: zerosLike(v) };
  const last = keys.length - 1;
  const counted = (m: Matrix): Matrix =>
    has("first-row") ? m.map((value, k) => (k < m.cols ? value : 0)) : m;
  let dQuery = zerosLike(query);
  const throughScores = keys.map((key, j) => {
    const de = dE.columns(j, j + 1);
    const a = as[j];
    const dv = (has("v-gradient-slope") ? a.map((y) => 1 - y * y) : a).transpose().dot(counted(de));
    const da = has("v-left-out") ? a.map(() => 1).timesColumn(de) : de.dot(v.transpose());
    const dz = da.times(
      a.map((y) => {
        if (has("no-slope")) return 1;
        if (has("slope-unsquared")) return 1 - y;
        return has("slope-sigmoid") ? y * (1 - y) : 1 - y * y;
      }),
    );
    const share = (mean: Id, lastOnly: Id): number =>
      (has(mean) ? 1 / keys.length : 1) * (has(lastOnly) && j < last ? 0 : 1);
    grads.v.accumulate(dv.scale(share("v-gradient-mean", "v-gradient-last")));
    const dWq = query.transpose().dot(counted(dz));
    grads.Wq.accumulate(dWq.scale(share("Wq-with-keys-mean", "Wq-last-key")));
    const dWk = (has("Wk-first-key") ? keys[0] : key).transpose().dot(counted(dz));
    grads.Wk.accumulate(dWk.scale(has("Wk-last-key") && j < last ? 0 : 1));
    dQuery = dQuery.plus(dz.dot(Wq.transpose()).scale(share("dQuery-mean", "dQuery-last-key")));
    return dz.dot(Wk.transpose());
  });
  return { grads, dQuery, throughScores };
}
