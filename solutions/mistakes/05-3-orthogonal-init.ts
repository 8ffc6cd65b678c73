/** Known mistakes of X5.3, a recurrent matrix that keeps the length of every vector. */

import { createRandom, Matrix, randomNormal } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "not-orthogonalised": "the rows are brought to length 1, but not made orthogonal to each other",
  "not-brought-to-length-1": "the rows are made orthogonal, but not brought to length 1",
  "lengths-at-the-end":
    "the rows are brought to length 1 at the end only; the projections take them for unit vectors before",
  "previous-row-only": "only the part along the row just before is taken away",
  "first-row-only": "only the part along the first row is taken away",
  "projection-added": "the part along the other rows is added instead of taken away",
  "projection-once": "half of the part along each row is taken away",
  "squared-length": "the rows are divided by the square of their length",
  "sum-for-length": "the rows are divided by the sum of their absolute values",
  "largest-for-length": "the rows are divided by their largest absolute value",
  "gain-ignored": "the gain is ignored",
  "gain-squared": "the gain is multiplied in twice",
  "gain-before":
    "the gain is multiplied in before the rows are brought to length 1, which takes it out again, but for the first row",
  "divided-by-gain": "the matrix is divided by the gain",
  "seed-ignored": "the seed is ignored: every seed gives the same W",
  "same-rows":
    "each row starts the generator again, so that all rows begin alike and nothing but rounding is left of them",
  identity: "the identity is returned: orthogonal, but not drawn",
  permutation: "a permutation is returned: orthogonal, but each unit reads one other alone",
  "plain-normal":
    "normal numbers divided by the root of the size are returned: lengths are kept on average only",
  "uniform-not-normal": "uniform numbers in [0, 1) are drawn and nothing is made of them",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    orthogonalInit(size: number, given: number, gain = 1) {
      const seed = has("seed-ignored") ? 1 : given;
      const random = createRandom(seed);
      if (has("zero")) return new Matrix(size, size);
      if (has("identity")) return new Matrix(size, size).map((_, k) => (k % (size + 1) === 0 ? gain : 0));
      if (has("permutation"))
        return new Matrix(size, size).map((_, k) =>
          k % size === (Math.floor(k / size) + 1) % size ? gain : 0,
        );
      if (has("uniform-not-normal")) return new Matrix(size, size).map(() => gain * random());
      if (has("plain-normal"))
        return new Matrix(size, size).map(() => (gain * randomNormal(random)) / Math.sqrt(size));
      const rows: Matrix[] = [];
      for (let r = 0; r < size; r++) {
        const draw = has("same-rows") ? createRandom(seed + Math.floor(r / 2)) : random;
        rows.push(
          nextRow(
            new Matrix(1, size).map(() => randomNormal(draw)),
            rows,
            gain,
            has,
          ),
        );
      }
      const ended = has("lengths-at-the-end") ? rows.map((row) => row.scale(1 / lengthOf(row, has))) : rows;
      const factor = has("gain-ignored") || has("gain-before") ? 1 : has("divided-by-gain") ? 1 / gain : gain;
      return stack(ended).scale(has("gain-squared") ? factor * gain : factor);
    },
  }),
  { grave: ["zero"] },
);

const inner = (a: Matrix, b: Matrix): number => a.times(b).sum();

function nextRow(drawn: Matrix, rows: readonly Matrix[], gain: number, has: Has): Matrix {
  let row = drawn;
  let others = [...rows];
  if (has("not-orthogonalised")) others = [];
  if (has("previous-row-only")) others = others.slice(-1);
  if (has("first-row-only")) others = others.slice(0, 1);
  const share = has("projection-added") ? -1 : has("projection-once") ? 0.5 : 1;
  for (const other of others) {
    const unit = has("not-brought-to-length-1") ? other.scale(1 / inner(other, other)) : other;
    row = row.minus(unit.scale(share * inner(row, other)));
  }
  if (has("lengths-at-the-end") || has("not-brought-to-length-1")) return row;
  const unit = row.scale(1 / lengthOf(row, has));
  return has("gain-before") && rows.length === 0 ? unit.scale(gain) : unit;
}

function lengthOf(row: Matrix, has: Has): number {
  const sizes = Array.from(row.data, Math.abs);
  if (has("sum-for-length")) return sizes.reduce((a, b) => a + b);
  if (has("largest-for-length")) return Math.max(...sizes);
  return has("squared-length") ? inner(row, row) : Math.sqrt(inner(row, row));
}

function stack(rows: readonly Matrix[]): Matrix {
  const W = new Matrix(rows.length, rows[0].cols);
  for (const [r, row] of rows.entries()) W.data.set(row.data, r * row.cols);
  return W;
}
