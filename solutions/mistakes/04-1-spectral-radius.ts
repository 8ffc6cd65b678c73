/** Known mistakes of X4.1, the spectral radius. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "singular-value": "the root of ρ(WᵀW) is taken: that is the largest singular value",
  squared: "ρ(W²) is returned: the root of one squaring is missing",
  "root-taken": "one root too many is taken",
  "norm-of-W": "the norm of W itself is returned",
  "largest-row-sum": "the largest sum of absolute values in a row is returned",
  "largest-element": "the largest absolute value of an element is returned",
  "largest-diagonal": "the largest absolute value on the diagonal is returned",
  trace: "the absolute value of the trace is returned",
  "mean-norm": "the norm is divided by the root of n instead of taking a power",
  "logarithm-returned": "log ρ is returned",
  "scale-lost":
    "the lengths divided out are lost, or their logarithm is not doubled with k: 1 comes out, whatever W is",
  "not-brought-to-length-1": "the powers are not brought to length 1, so that they overflow or vanish",
  "fewer-squarings": "only a few squarings are made, whatever is asked for: the norm of W⁸ still counts",
  "one-step-growth": "‖W²‖ / ‖W‖ is taken for the limit",
  "symmetric-part": "the symmetric part of W is taken, which has no complex eigenvalues",
  "nilpotent-NaN": "a power of W that is zero is divided by its length 0",
  "nilpotent-1": "1 is returned where a power of W is zero",
  smallest: "the smallest absolute eigenvalue is returned, from the inverse",
  zero: "zero is returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    spectralRadius(given: Matrix, squarings = 40) {
      if (has("zero")) return 0;
      const simple = simpleMeasure(given, has);
      if (simple !== undefined) return simple;
      let W = given;
      if (has("singular-value")) W = given.transpose().dot(given);
      if (has("symmetric-part")) W = given.plus(given.transpose()).scale(0.5);
      if (has("smallest")) W = inverse(given);
      let rho = byPowers(W, has("fewer-squarings") ? 3 : squarings, has);
      if (has("singular-value") || has("root-taken")) rho = Math.sqrt(rho);
      if (has("squared")) rho *= rho;
      if (has("smallest")) rho = rho === 0 ? 0 : 1 / rho;
      return has("logarithm-returned") ? Math.log(rho) : rho;
    },
  }),
  { grave: ["zero"] },
);

const normOf = ({ data }: Matrix): number => Math.hypot(...data);

function byPowers(W: Matrix, squarings: number, has: Has): number {
  let power = W;
  let [logScale, k] = [0, 1];
  for (let squaring = 0; squaring <= squarings; squaring++) {
    const norm = normOf(power);
    if (norm === 0 && !has("nilpotent-NaN")) return has("nilpotent-1") ? 1 : 0;
    if (has("not-brought-to-length-1")) {
      if (squaring === squarings) return norm ** (1 / k);
    } else {
      power = power.scale(1 / norm);
      logScale += Math.log(norm);
    }
    if (squaring === squarings) break;
    power = power.dot(power);
    if (!has("scale-lost")) logScale *= 2;
    k *= 2;
  }
  return Math.exp(logScale / k);
}

/** Measures that need no limit. */
function simpleMeasure(W: Matrix, has: Has): number | undefined {
  const { rows: n } = W;
  const rows = Array.from({ length: n }, (_, r) => Array.from(W.data.slice(r * n, (r + 1) * n), Math.abs));
  const diagonal = Array.from({ length: n }, (_, r) => W.data[r * n + r]);
  if (has("norm-of-W")) return normOf(W);
  if (has("mean-norm")) return normOf(W) / Math.sqrt(n);
  if (has("largest-row-sum")) return Math.max(...rows.map((row) => row.reduce((a, b) => a + b)));
  if (has("largest-element")) return Math.max(...rows.flat());
  if (has("largest-diagonal")) return Math.max(...diagonal.map(Math.abs));
  if (has("trace")) return Math.abs(diagonal.reduce((a, b) => a + b));
  return has("one-step-growth") ? normOf(W.dot(W)) / normOf(W) : undefined;
}

/** Gauss & Jordan with the largest pivot; zeros where there is no inverse. */
function inverse(W: Matrix): Matrix {
  const n = W.rows;
  const rows = Array.from({ length: n }, (_, r) => [
    ...Array.from(W.row(r).data),
    ...Array.from({ length: n }, (_value, c) => (c === r ? 1 : 0)),
  ]);
  for (let c = 0; c < n; c++) {
    const best = rows.slice(c).reduce((a, b) => (Math.abs(b[c]) > Math.abs(a[c]) ? b : a));
    if (best[c] === 0) return new Matrix(n, n);
    const at = rows.indexOf(best);
    [rows[c], rows[at]] = [rows[at], rows[c]];
    rows[c] = rows[c].map((v) => v / best[c]);
    for (let r = 0; r < n; r++) {
      const factor = rows[r][c];
      if (r !== c) rows[r] = rows[r].map((v, k) => v - factor * rows[c][k]);
    }
  }
  return new Matrix(n, n).map((_, k) => rows[Math.floor(k / n)][n + (k % n)]);
}
