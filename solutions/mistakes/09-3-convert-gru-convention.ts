/** Known mistakes of X9.3, from one GRU convention to the other. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { GruParams } from "../09-3-convert-gru-convention.ts";

const clauses = {
  unchanged: "the parameters are returned as they came",
  "Wx-forgotten": "the input weights of z keep their sign",
  "bias-forgotten": "the bias of z keeps its sign",
  "Wh-forgotten": "the recurrent weights of z keep their sign",
  "bias-only": "only the bias of z is negated, not its weights",
  "weights-one-minus": "each weight w of z becomes 1 − w",
  "bias-one-minus": "the bias of z becomes 1 − bz instead of −bz",
  "weights-inverted": "each weight w of z becomes 1 / w",
  "everything-negated": "the blocks of r, z and n are all negated",
  "r-negated": "the block of r is negated instead of that of z",
  "n-negated": "the block of n is negated instead of that of z",
  "n-negated-too": "the block of n is negated too",
  "bq-negated": "bq is negated too",
  "r-negated-too": "the block of r is negated too",
  "r-z-swapped": "the blocks of r and z change places",
  "z-n-swapped": "the blocks of z and n change places",
  "z-zero": "the block of z is set to zero",
  "order-z-r-n": "the negated block of z is put in the first place",
  "bq-dropped": "bq is set to zero",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    convertGruConvention({ Wx, Wh, b, bq }: GruParams): GruParams {
      const bqFactor = has("zero") || has("bq-dropped") ? 0 : has("bq-negated") ? -1 : 1;
      return {
        Wx: convert(Wx, has("Wx-forgotten") || has("bias-only"), has("weights-one-minus"), has),
        Wh: convert(Wh, has("Wh-forgotten") || has("bias-only"), has("weights-one-minus"), has),
        b: convert(b, has("bias-forgotten"), has("bias-one-minus"), has),
        bq: bq.scale(bqFactor),
      };
    },
  }),
  { grave: ["unchanged", "zero"] },
);

/** `stays`: the block of z keeps its sign; `oneMinus`: it is taken from 1. */
function convert(m: Matrix, stays: boolean, oneMinus: boolean, has: Has): Matrix {
  if (has("unchanged")) return m;
  const [r, z, n] = m.splitColumns(3);
  const all = has("everything-negated");
  const other = has("r-negated") || has("n-negated");
  const signed = (block: Matrix, negated: boolean): Matrix => block.scale(negated ? -1 : 1);
  const converted = oneMinus
    ? z.map((v) => 1 - v)
    : has("weights-inverted") && m.rows > 1
      ? z.map((v) => 1 / v)
      : signed(z, !stays && !other);
  const first = signed(r, all || has("r-negated") || has("r-negated-too"));
  const second = has("z-zero") ? z.scale(0) : converted;
  const third = signed(n, all || has("n-negated") || has("n-negated-too"));
  if (has("zero")) return m.scale(0);
  if (has("r-z-swapped")) return joinColumns([z, r, n]);
  if (has("z-n-swapped")) return joinColumns([r, n, z]);
  return joinColumns(has("order-z-r-n") ? [second, first, third] : [first, second, third]);
}
