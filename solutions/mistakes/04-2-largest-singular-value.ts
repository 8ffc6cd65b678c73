/** Known mistakes of X4.2, the largest singular value. */

import { createRandom, Matrix, uniform } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "root-forgotten": "σ² is returned, the eigenvalue of WᵀW, without its root",
  "root-twice": "the root is taken once too often",
  "W-alone": "W is applied again and again, without Wᵀ: that tends to the spectral radius, if to anything",
  "symmetric-part": "(W + Wᵀ) / 2 is iterated instead of WᵀW",
  "one-iteration": "one iteration is made: what W does to the vector one began with",
  "few-iterations": "three iterations are made, whatever is asked for",
  "from-an-axis": "one begins with the first axis, which may be at right angles to what is sought",
  "from-ones": "one begins with a vector of ones, which may be at right angles to what is sought",
  "not-brought-to-length-1": "the vector is never brought to length 1",
  "row-sum": "the largest sum of absolute values in a row is returned",
  "column-sum": "the largest sum of absolute values in a column is returned",
  frobenius: "the root of the sum of all squares is returned: that is √(Σ σ²) over all singular values",
  "mean-square": "the root of the sum of all squares is divided by the root of the number of columns",
  "largest-element": "the largest absolute value of an element is returned",
  "longest-row": "the length of the longest row is returned",
  "longest-column": "the length of the longest column is returned",
  "absolute-values": "the absolute values of W are iterated instead of W",
  inverse: "1 / σ is returned",
  logarithm: "log σ is returned",
  zero: "zero is returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    largestSingularValue(given: Matrix, asked = 300) {
      if (has("zero")) return 0;
      const simple = simpleMeasure(given, has);
      if (simple !== undefined) return simple;
      const W = has("absolute-values") ? given.map(Math.abs) : given;
      const iterations = has("one-iteration") ? 1 : has("few-iterations") ? 3 : asked;
      const sigma = iterate(W, iterations, has);
      if (has("root-forgotten")) return sigma * sigma;
      if (has("root-twice")) return Math.sqrt(sigma);
      if (has("inverse")) return 1 / sigma;
      return has("logarithm") ? Math.log(sigma) : sigma;
    },
  }),
  { grave: ["zero"] },
);

const normOf = ({ data }: Matrix): number => Math.hypot(...data);

function iterate(given: Matrix, iterations: number, has: Has): number {
  const square = given.rows === given.cols;
  const W = has("symmetric-part") && square ? given.plus(given.transpose()).scale(0.5) : given;
  let v = startOf(W.cols, has);
  let sigma = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const length = normOf(v);
    const direction = has("not-brought-to-length-1") ? v : v.scale(1 / length);
    const image = W.dot(direction);
    sigma = has("not-brought-to-length-1") ? normOf(image) / length : normOf(image);
    if (sigma === 0) return 0;
    v = has("W-alone") && square ? image : W.transpose().dot(image);
  }
  return sigma;
}

function startOf(size: number, has: Has): Matrix {
  if (has("from-an-axis")) return new Matrix(size, 1).map((_, k) => (k === 0 ? 1 : 0));
  if (has("from-ones")) return new Matrix(size, 1).map(() => 1);
  return uniform(size, 1, 1, createRandom(1));
}

/** Measures that need no iteration. */
function simpleMeasure(W: Matrix, has: Has): number | undefined {
  const columns = W.transpose();
  const longest = (m: Matrix, measure: (row: readonly number[]) => number): number =>
    Math.max(...Array.from({ length: m.rows }, (_, r) => measure(Array.from(m.row(r).data))));
  const sum = (row: readonly number[]): number => row.reduce((total, v) => total + Math.abs(v), 0);
  const length = (row: readonly number[]): number => Math.hypot(...row);
  if (has("row-sum")) return longest(W, sum);
  if (has("column-sum")) return longest(columns, sum);
  if (has("longest-row")) return longest(W, length);
  if (has("longest-column")) return longest(columns, length);
  if (has("frobenius")) return normOf(W);
  if (has("mean-square")) return normOf(W) / Math.sqrt(W.cols);
  return has("largest-element") ? Math.max(...Array.from(W.data, Math.abs)) : undefined;
}
