/** Known mistakes of X9.1, the GRU cell, one time step, in all four conventions. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { GruConvention, GruParams } from "../09-1-gru-cell-forward.ts";

const clauses = {
  "no-bias": "the bias b is left out",
  "no-bq": "bq is left out where the reset gate stands after the product",
  "bq-outside-reset": "bq is added outside the product with r: r ⊙ (h₋ Whn) + bq",
  "bq-before-too": "bq is also used where the reset gate stands before the product",
  "bn-inside-reset": "bn is added inside the product with r, beside bq",
  "no-input": "the input term x Wx is left out",
  "no-recurrence": "the recurrent terms with h₋ are left out",
  "gates-without-h": "the gates r and z do not see h₋",
  "gates-without-x": "the gates r and z do not see x",
  "candidate-without-x": "the candidate does not see x",
  "order-z-r-n": "the columns are taken in the order z r n instead of r z n",
  "order-r-n-z": "the columns are taken in the order r n z instead of r z n",
  "blocks-transposed": "each block of Wh is transposed",
  "reset-always-after": "the reset gate stands after the product in all conventions",
  "reset-always-before": "the reset gate stands before the product in all conventions",
  "reset-swapped": `reset "after" and reset "before" are swapped`,
  "reset-ignored": "the reset gate is not used in the candidate",
  "reset-complement": "1 − r stands where r belongs, in the candidate",
  "reset-on-input-too": "r also multiplies the input's part of the candidate",
  "z-resets": "z stands where r belongs, in the candidate",
  "always-cho": `the update is always that of "cho"`,
  "always-chung": `the update is always that of "chung"`,
  "update-swapped": `the updates "cho" and "chung" are swapped`,
  "r-updates": "r stands where z belongs, in the update",
  "update-ignored": "the update gate is not used: h = n",
  "past-kept-whole": "h₋ is added whole: the share of the past is left out of the update",
  "candidate-taken-whole": "n is taken whole: its share is left out of the update",
  "past-left-out": "h₋ is left out of the update: h = (the share of n) ⊙ n",
  "past-is-reset": "r ⊙ h₋ stands where h₋ belongs, in the update",
  "h-squashed": "tanh is taken of the new hidden state",
  "gates-tanh": "tanh stands where the gates have σ",
  "gates-linear": "the σ of the gates is left out",
  "candidate-sigmoid": "σ stands where the candidate has tanh",
  "candidate-linear": "the tanh of the candidate is left out",
  "gates-returned-swapped": "r and z are swapped in what is returned",
  "returns-previous": "h₋ is returned as it came",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    gruCellForward(params: GruParams, x: Matrix, hPrev: Matrix, { update, reset }: GruConvention) {
      const [r, z] = gatesOf(params, x, hPrev, has);
      const reading = has("z-resets") ? z : has("reset-complement") ? r.map((v) => 1 - v) : r;
      const valve = has("reset-ignored") ? r.map(() => 1) : reading;
      const n = candidateOf(params, x, hPrev, valve, placeOf(reset, has), has);
      const writing = has("r-updates") ? r : z;
      const keep = updateOf(update, has) === "cho" ? writing : writing.map((v) => 1 - v);
      const h = updated(keep, n, has("past-is-reset") ? r.times(hPrev) : hPrev, has);
      const result = has("gates-returned-swapped") ? { h, r: z, z: r, n } : { h, r, z, n };
      if (has("zero")) return { h: h.scale(0), r: r.scale(0), z: z.scale(0), n: n.scale(0) };
      return has("returns-previous") ? { ...result, h: hPrev } : result;
    },
  }),
  { grave: ["zero"] },
);

/** Three blocks in the order r z n, from where the mistakes look for them. */
function blocksOf(m: Matrix, has: Has): Matrix[] {
  const blocks = m.splitColumns(3);
  const order = has("order-z-r-n") ? [1, 0, 2] : has("order-r-n-z") ? [0, 2, 1] : [0, 1, 2];
  return order.map((block) => blocks[block]);
}

function recurrentBlocks({ Wh }: GruParams, has: Has): Matrix[] {
  const blocks = blocksOf(has("no-recurrence") ? Wh.scale(0) : Wh, has);
  return has("blocks-transposed") ? blocks.map((block) => block.transpose()) : blocks;
}

const inputBlocks = ({ Wx }: GruParams, x: Matrix, has: Has): Matrix[] =>
  blocksOf(x.dot(has("no-input") ? Wx.scale(0) : Wx), has);

const biasBlocks = ({ b }: GruParams, has: Has): Matrix[] => blocksOf(has("no-bias") ? b.scale(0) : b, has);

function gatesOf(params: GruParams, x: Matrix, hPrev: Matrix, has: Has): Matrix[] {
  const [xs, hs, biases] = [
    inputBlocks(params, x, has),
    recurrentBlocks(params, has),
    biasBlocks(params, has),
  ];
  return [0, 1].map((gate) => {
    const input = has("gates-without-x") ? xs[gate].scale(0) : xs[gate];
    const past = hPrev.dot(has("gates-without-h") ? hs[gate].scale(0) : hs[gate]);
    const a = input.plus(past).plusRow(biases[gate]);
    return has("gates-linear") ? a : has("gates-tanh") ? a.tanh() : a.sigmoid();
  });
}

function candidateOf(
  params: GruParams,
  x: Matrix,
  hPrev: Matrix,
  r: Matrix,
  reset: GruConvention["reset"],
  has: Has,
): Matrix {
  const Whn = recurrentBlocks(params, has)[2];
  const bn = biasBlocks(params, has)[2];
  const seen = inputBlocks(params, x, has)[2];
  const gated = has("reset-on-input-too") ? seen.times(r) : seen;
  const input = has("candidate-without-x") ? seen.scale(0) : gated;
  const bq = has("no-bq") ? params.bq.scale(0) : params.bq;
  const outside = has("bq-outside-reset") ? bq : bq.scale(0);
  const inside = bq.minus(outside).plus(has("bn-inside-reset") ? bn : bn.scale(0));
  const after = reset === "after";
  const past = after ? hPrev.dot(Whn).plusRow(inside).times(r) : r.times(hPrev).dot(Whn);
  const late = after ? outside : has("bq-before-too") ? bq : bq.scale(0);
  const early = after && has("bn-inside-reset") ? bn.scale(0) : bn;
  const an = input.plusRow(early).plus(past).plusRow(late);
  return has("candidate-linear") ? an : has("candidate-sigmoid") ? an.sigmoid() : an.tanh();
}

function placeOf(reset: GruConvention["reset"], has: Has): GruConvention["reset"] {
  if (has("reset-always-after")) return "after";
  if (has("reset-always-before")) return "before";
  if (has("reset-swapped")) return reset === "after" ? "before" : "after";
  return reset;
}

function updateOf(update: GruConvention["update"], has: Has): GruConvention["update"] {
  if (has("always-cho")) return "cho";
  if (has("always-chung")) return "chung";
  if (has("update-swapped")) return update === "cho" ? "chung" : "cho";
  return update;
}

/** (1 − keep) ⊙ n + keep ⊙ h₋. */
function updated(keep: Matrix, n: Matrix, hPrev: Matrix, has: Has): Matrix {
  if (has("update-ignored")) return n;
  const take = has("candidate-taken-whole") ? n : n.times(keep.map((v) => 1 - v));
  const kept = has("past-kept-whole") ? hPrev : has("past-left-out") ? hPrev.scale(0) : keep.times(hPrev);
  const h = take.plus(kept);
  return has("h-squashed") ? h.tanh() : h;
}
