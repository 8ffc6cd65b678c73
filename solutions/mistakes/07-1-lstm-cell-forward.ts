/** Known mistakes of X7.1, the LSTM cell, one time step. */

import { joinColumns, type Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmParams, LstmState } from "../07-1-lstm-cell-forward.ts";

const clauses = {
  "no-bias": "the bias is left out",
  "no-input": "the input term x Wx is left out",
  "no-recurrence": "the recurrent term h₋ Wh is left out",
  "recurrence-from-c": "the gates are computed from c₋ where h₋ belongs",
  "order-i-f-o-g": "the columns are taken in the order i f o g instead of i f g o",
  "order-f-i-g-o": "the columns are taken in the order f i g o instead of i f g o",
  "order-f-i-o-g": "the columns are taken in the order f i o g instead of i f g o",
  "blocks-transposed": "each gate's block of Wh is transposed",
  "gates-tanh": "tanh stands where the gates have σ",
  "gates-linear": "the σ of the gates is left out",
  "candidate-sigmoid": "σ stands where the candidate has tanh",
  "candidate-linear": "the tanh of the candidate is left out",
  "candidate-sees-c": "the candidate is computed from c₋ where h₋ belongs",
  "forget-gate-ignored": "the forget gate is not used: c = c₋ + i ⊙ g",
  "input-gate-ignored": "the input gate is not used: c = f ⊙ c₋ + g",
  "output-gate-ignored": "the output gate is not used: h = tanh(c)",
  "gates-swapped": "i and f are swapped: c = i ⊙ c₋ + f ⊙ g",
  "forget-complement": "1 − f stands where f belongs: c = (1 − f) ⊙ c₋ + i ⊙ g",
  "gates-coupled": "1 − f stands where i belongs: c = f ⊙ c₋ + (1 − f) ⊙ g",
  "past-ignored": "the old cell state is left out: c = i ⊙ g",
  "h-for-c": "h₋ stands where c₋ belongs: c = f ⊙ h₋ + i ⊙ g",
  "no-tanh-of-c": "the tanh of c is left out: h = o ⊙ c",
  "tanh-of-all": "tanh is taken of the whole product: h = tanh(o ⊙ c)",
  "sigmoid-of-c": "σ stands where tanh belongs: h = o ⊙ σ(c)",
  "h-from-old-c": "h is computed from c₋ instead of c",
  "c-squashed": "tanh(c) is returned as the cell state",
  "h-returned-as-c": "h and c are swapped in the state",
  "cache-c-for-tanh": "cache.tanhC holds c instead of tanh(c)",
  "cache-new-h": "cache.hPrev holds the new h",
  "cache-new-c": "cache.cPrev holds the new c",
  "returns-previous": "the state is returned as it came",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    lstmCellForward(params: LstmParams, x: Matrix, prev: LstmState) {
      const { h: hPrev, c: cPrev } = prev;
      const { i, f, g, o } = gatesOf(params, x, prev, has);
      const c = cellState(i, f, g, prev, has);
      const shown = has("h-from-old-c") ? cPrev : c;
      const tanhC = has("no-tanh-of-c") ? shown : has("sigmoid-of-c") ? shown.sigmoid() : shown.tanh();
      const h = has("output-gate-ignored")
        ? tanhC
        : has("tanh-of-all")
          ? o.times(shown).tanh()
          : o.times(tanhC);
      const state = has("h-returned-as-c") ? { h: c, c: h } : { h, c: has("c-squashed") ? c.tanh() : c };
      const cache = {
        x,
        hPrev: has("cache-new-h") ? h : hPrev,
        cPrev: has("cache-new-c") ? c : cPrev,
        ...{ i, f, g, o },
        tanhC: has("cache-c-for-tanh") ? c : tanhC,
      };
      if (has("returns-previous")) return { state: prev, cache };
      return has("zero") ? { state: zeroed(state), cache: zeroed(cache) } : { state, cache };
    },
  }),
  { grave: ["returns-previous", "zero"] },
);

type Gates = Record<"i" | "f" | "g" | "o", Matrix>;

function gatesOf({ Wx, Wh, b }: LstmParams, x: Matrix, { h, c }: LstmState, has: Has): Gates {
  const weights = has("blocks-transposed")
    ? joinColumns(Wh.splitColumns(4).map((block) => block.transpose()))
    : Wh;
  const kept = (id: Id, m: Matrix): Matrix => (has(id) ? m.scale(0) : m);
  const before = (seen: Matrix): Matrix =>
    kept("no-input", x.dot(Wx))
      .plus(kept("no-recurrence", seen.dot(weights)))
      .plusRow(kept("no-bias", b));
  const blocks = before(has("recurrence-from-c") ? c : h).splitColumns(4);
  const [zi, zf, ordered, zo] = orderOf(has).map((block) => blocks[block]);
  const zg = has("candidate-sees-c") ? before(c).splitColumns(4)[2] : ordered;
  const gate = (z: Matrix): Matrix => (has("gates-linear") ? z : has("gates-tanh") ? z.tanh() : z.sigmoid());
  const g = has("candidate-linear") ? zg : has("candidate-sigmoid") ? zg.sigmoid() : zg.tanh();
  return { i: gate(zi), f: gate(zf), g, o: gate(zo) };
}

/** Where i, f, g, o are looked for. */
function orderOf(has: Has): number[] {
  if (has("order-i-f-o-g")) return [0, 1, 3, 2];
  if (has("order-f-i-g-o")) return [1, 0, 2, 3];
  return has("order-f-i-o-g") ? [1, 0, 3, 2] : [0, 1, 2, 3];
}

function cellState(i: Matrix, f: Matrix, g: Matrix, { h, c: cPrev }: LstmState, has: Has): Matrix {
  const oneMinus = (m: Matrix): Matrix => m.map((v) => 1 - v);
  let keep = f;
  let write = i;
  if (has("gates-swapped")) [keep, write] = [i, f];
  if (has("forget-complement")) keep = oneMinus(f);
  if (has("gates-coupled")) write = oneMinus(f);
  if (has("forget-gate-ignored")) keep = f.map(() => 1);
  if (has("input-gate-ignored")) write = i.map(() => 1);
  if (has("past-ignored")) keep = f.scale(0);
  return keep.times(has("h-for-c") ? h : cPrev).plus(write.times(g));
}

const zeroed = (record: object): object =>
  Object.fromEntries(Object.entries(record).map(([key, m]: [string, Matrix]) => [key, m.scale(0)]));
