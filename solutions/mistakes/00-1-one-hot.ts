/** Known mistakes of X0.1, symbols as vectors. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  transposed: "the symbols stand in rows and the examples in columns: [symbols, batch]",
  "counted-from-1": "the 1 stands one column too far right, as if symbols were counted from 1",
  "one-too-far-left": "the 1 stands one column too far left",
  "value-is-id": "the symbol's number stands where a 1 belongs",
  "first-only": "only the first example is encoded",
  "last-only": "only the last example is encoded",
  "one-row": "all examples are counted in one row, [1, symbols]; their order is lost",
  "one-row-of-ones": "all examples are marked in one row, [1, symbols]",
  "zeros-and-ones-exchanged": "zeros and ones are exchanged",
  "one-column-less": "there is one column less than symbols",
  "as-wide-as-the-largest":
    "there are only as many columns as the largest symbol needs, not one for every symbol",
  "column-of-ids": "the symbols' numbers are returned as one column, [batch, 1]",
  "column-of-fractions": "the symbols' numbers divided by the number of symbols are returned as one column",
  "minus-one-elsewhere": "−1 stands where a 0 belongs",
  "divided-by-batch": "the ones are divided by the batch size",
  "from-the-right": "columns are counted from the right",
  "examples-reversed": "the examples come out in reverse order",
  "all-up-to": "every column up to the symbol's own holds a 1",
  "one-long-row": "all rows stand behind each other in one: [1, batch · symbols]",
  square: "the matrix is [symbols, symbols], with a row for every symbol instead of every example",
  zero: "zeros are returned",
};

type Has = (id: keyof typeof clauses) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    oneHot(ids: number[], symbols: number) {
      if (has("zero")) return new Matrix(ids.length, symbols);
      if (has("column-of-ids")) return new Matrix(ids.length, 1, Float64Array.from(ids));
      if (has("column-of-fractions"))
        return new Matrix(
          ids.length,
          1,
          Float64Array.from(ids, (id) => id / symbols),
        );
      const y = encode(ids, widthOf(ids, symbols, has), has);
      if (has("one-row")) return y.sumRows();
      if (has("one-row-of-ones")) return y.sumRows().map((v) => Math.sign(v));
      if (has("one-long-row")) return new Matrix(1, y.data.length, y.data);
      return has("transposed") ? y.transpose() : y;
    },
  }),
  { grave: ["zero"] },
);

function widthOf(ids: readonly number[], symbols: number, has: Has): number {
  if (has("as-wide-as-the-largest")) return Math.max(...ids) + 1;
  return has("one-column-less") ? symbols - 1 : symbols;
}

function encode(ids: readonly number[], width: number, has: Has): Matrix {
  const [off, on] = has("zeros-and-ones-exchanged") ? [1, 0] : [has("minus-one-elsewhere") ? -1 : 0, 1];
  const y = new Matrix(has("square") ? width : ids.length, width).map(() => off);
  const last = ids.length - 1;
  ids.forEach((id, i) => {
    if ((has("first-only") && i > 0) || (has("last-only") && i < last)) return;
    const r = has("square") ? id : has("examples-reversed") ? last - i : i;
    const moved = id + (has("counted-from-1") ? 1 : 0) - (has("one-too-far-left") ? 1 : 0);
    const column = has("from-the-right") ? width - 1 - moved : moved;
    const value = (has("value-is-id") ? id : on) / (has("divided-by-batch") ? ids.length : 1);
    for (let c = has("all-up-to") ? 0 : column; c <= column; c++)
      if (r < y.rows && c >= 0 && c < width) y.data[r * width + c] = value;
  });
  return y;
}
