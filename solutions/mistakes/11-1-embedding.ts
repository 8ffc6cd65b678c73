/** Known mistakes of X11.1, an embedding, forward and backward. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "ids-from-one": "ids are counted from 1, so that the row before is taken",
  "ids-one-late": "the row after the right one is taken",
  "row-of-example": "row r of the table is taken instead of row ids[t][r]",
  "first-id-for-all": "the first id of a batch is used for all its rows",
  "first-step-for-all": "the ids of the first time step are used at all time steps",
  "steps-reversed": "the time steps are taken in reverse order",
  "batch-reversed": "the rows of a batch are taken in reverse order",
  "table-by-columns": "the table is read column by column, as if it were transposed",
  "scaled-by-root": "the rows are multiplied by the root of the number of features",
  "rows-normalised": "each looked-up row is brought to length 1",
  "id-added": "the id itself is added to the row",
  "one-hot-of-features": "y has a 1 at column ids[t][r] (as far as there is one) instead of the table's row",
  overwritten: "a token that occurs again overwrites its gradient instead of adding to it",
  "overwritten-over-time":
    "tokens add up within a time step, but each time step overwrites the one before it",
  "first-occurrence": "only the first occurrence of a token counts in the gradient",
  "last-step-only": "only the last time step adds to the gradient",
  "first-step-only": "only the first time step adds to the gradient",
  "first-example-only": "only the first row of each batch adds to the gradient",
  "mean-over-occurrences":
    "the gradient of a row is the mean over the token's occurrences instead of their sum",
  "mean-over-batch": "the gradient is divided by the batch size; that belongs in the loss",
  "mean-over-time": "the gradient is divided by the number of time steps; that belongs in the loss",
  "every-row": "the sum of all gradients is given to every row of the table",
  "into-row-of-example": "the gradient is added to row r of the table instead of row ids[t][r]",
  "into-row-before": "the gradient is added to the row before the right one",
  "first-feature-only": "only the first feature of each row gets a gradient",
  "table-added": "the table itself is added to its gradient",
  "times-table": "the gradient is multiplied by the looked-up row",
  "dys-steps-reversed": "the gradients of the time steps are taken in reverse order",
  negative: "the gradient has the wrong sign",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    embeddingForward: (E: Matrix, ids: Int32Array[]): Matrix[] => {
      const order = has("steps-reversed") ? [...ids].reverse() : ids;
      return order.map((row) => lookUp(E, has("first-step-for-all") ? ids[0] : row, has));
    },
    embeddingBackward(E: Matrix, ids: Int32Array[], dys: Matrix[]): Matrix {
      const dE = new Matrix(E.rows, E.cols);
      const occurred = new Map<number, number>();
      const last = ids.length - 1;
      const used = has("first-step-for-all") ? ids.map(() => ids[0]) : ids;
      used.forEach((row, t) => {
        if ((has("last-step-only") && t < last) || (has("first-step-only") && t > 0)) return;
        if (has("overwritten-over-time")) clearRows(dE, row);
        const dy = dys[has("dys-steps-reversed") || has("steps-reversed") ? last - t : t];
        row.forEach((_, r) => {
          if (has("first-example-only") && r > 0) return;
          const id = idOf(row, r, has);
          const count = (occurred.get(id) ?? 0) + 1;
          occurred.set(id, count);
          if (has("first-occurrence") && count > 1) return;
          addRow(dE, E, targetOf(id, r, E.rows, has), gradientRow(dy, r, row.length, has), has);
        });
      });
      return finish(dE, E, { batch: ids[0].length, steps: ids.length, occurred }, has);
    },
  }),
  { grave: ["zero"] },
);

/** Which row is looked up. */
function idOf(row: Int32Array, r: number, has: Has): number {
  if (has("first-id-for-all")) return row[0];
  return row[has("batch-reversed") ? row.length - 1 - r : r];
}

/** The row r of dy, of which only the first feature counts if `has` says so. */
function gradientRow(dy: Matrix, r: number, batch: number, has: Has): number[] {
  const from = (r % batch) * dy.cols;
  return Array.from(dy.data.slice(from, from + dy.cols), (v, c) =>
    has("first-feature-only") && c > 0 ? 0 : v,
  );
}

function targetOf(id: number, r: number, rows: number, has: Has): number {
  if (has("into-row-of-example") || has("row-of-example")) return r % rows;
  if (has("ids-one-late")) return (id + 1) % rows;
  return has("into-row-before") || has("ids-from-one") ? (id + rows - 1) % rows : id;
}

function addRow(dE: Matrix, E: Matrix, row: number, values: number[], has: Has): void {
  const rows = has("every-row") ? Array.from({ length: E.rows }, (_, k) => k) : [row];
  for (const k of rows) {
    values.forEach((value, c) => {
      const at = k * E.cols + c;
      const given = has("times-table") ? value * E.data[at] : value;
      dE.data[at] = has("overwritten") ? given : dE.data[at] + given;
    });
  }
}

/** Forgets what the rows of these ids have. */
function clearRows(dE: Matrix, ids: Int32Array): void {
  for (const id of ids) dE.data.fill(0, id * dE.cols, (id + 1) * dE.cols);
}

function finish(
  dE: Matrix,
  E: Matrix,
  { batch, steps, occurred }: { batch: number; steps: number; occurred: Map<number, number> },
  has: Has,
): Matrix {
  const sign = has("zero") ? 0 : has("negative") ? -1 : 1;
  const share = sign / ((has("mean-over-batch") ? batch : 1) * (has("mean-over-time") ? steps : 1));
  const scaled = dE.map((v, k) => {
    const times = has("mean-over-occurrences") ? (occurred.get(Math.floor(k / E.cols)) ?? 1) : 1;
    return (v * share) / times;
  });
  return has("table-added") ? scaled.plus(E) : scaled;
}

function lookUp(E: Matrix, row: Int32Array, has: Has): Matrix {
  const y = new Matrix(row.length, E.cols);
  row.forEach((_, r) => {
    const id = idOf(row, r, has);
    let at = id;
    if (has("ids-from-one")) at = (id + E.rows - 1) % E.rows;
    if (has("ids-one-late")) at = (id + 1) % E.rows;
    if (has("row-of-example")) at = r % E.rows;
    const found = Array.from({ length: E.cols }, (_unused, c) => elementOf(E, at, c, has));
    const length = has("rows-normalised") ? Math.hypot(...found) : 1;
    found.forEach((value, c) => {
      const scaled = (value / length) * (has("scaled-by-root") ? Math.sqrt(E.cols) : 1);
      y.data[r * E.cols + c] = has("zero") ? 0 : scaled + (has("id-added") ? id : 0);
    });
  });
  return y;
}

function elementOf(E: Matrix, row: number, column: number, has: Has): number {
  if (has("one-hot-of-features")) return row === column ? 1 : 0;
  return has("table-by-columns") ? E.data[column * E.rows + row] : E.data[row * E.cols + column];
}
