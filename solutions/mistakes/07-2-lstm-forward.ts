/** Known mistakes of X7.2, the LSTM over a whole sequence. */

import type { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmParams, LstmState } from "../07-2-lstm-forward.ts";

const clauses = {
  "never-carried": "every time step starts from the initial state, so that nothing is carried on",
  "h-not-carried": "c is carried on, but every time step starts from the initial h",
  "c-not-carried": "h is carried on, but every time step starts from the initial c",
  "initial-ignored": "the first time step starts from zeros, and the initial state is ignored",
  "initial-h-ignored": "the first time step starts from h = 0, and the initial h is ignored",
  "initial-c-ignored": "the first time step starts from c = 0, and the initial c is ignored",
  "initial-included": "the list begins with the initial state and ends one time step early",
  "carried-squashed": "tanh(c) is carried to the next time step instead of c",
  "carried-swapped": "h and c change places between two time steps",
  "h-carried-as-c": "h is carried to the next time step as h and as c",
  "c-carried-as-h": "c is carried to the next time step as c and as h",
  "h-from-old-c": "h is computed before c is renewed: from the cell state of the time step before",
  "gates-from-two-back": "the gates are computed from h[t−2] instead of h[t−1]",
  "time-reversed": "the sequence is read from its last time step to its first",
  "states-reversed": "the states are returned in reverse order",
  "first-input-only": "every time step is given the input of the first one",
  "input-one-late": "time step t is given x[t−1], the input of the time step before",
  "input-one-early": "time step t is given x[t+1], the input of the time step after",
  "last-state-repeated": "every entry of the list is the last state",
  "no-bias": "the bias is left out",
  "bias-first-step": "the bias is added in the first time step only",
  "no-recurrence": "the recurrent term h₋ Wh is left out",
  "order-i-f-o-g": "the columns are taken in the order i f o g instead of i f g o",
  "candidate-sigmoid": "σ stands where the candidate has tanh",
  "gates-swapped": "i and f are swapped: c = i ⊙ c₋ + f ⊙ g",
  "forget-gate-ignored": "the forget gate is not used: c = c₋ + i ⊙ g",
  "no-tanh-of-c": "the tanh of c is left out: h = o ⊙ c",
  "output-gate-ignored": "the output gate is not used: h = tanh(c)",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    lstmForward(params: LstmParams, xs: Matrix[], initial: LstmState): LstmState[] {
      const first = {
        h: has("initial-ignored") || has("initial-h-ignored") ? initial.h.scale(0) : initial.h,
        c: has("initial-ignored") || has("initial-c-ignored") ? initial.c.scale(0) : initial.c,
      };
      const order = xs.map((_, t) => t);
      if (has("time-reversed")) order.reverse();
      const states: LstmState[] = new Array(xs.length);
      let prev = first;
      let before = first.h;
      order.forEach((t, turn) => {
        const from = startOf(prev, first, has);
        const seen = has("gates-from-two-back") ? before : from.h;
        before = from.h;
        const p = has("bias-first-step") && turn > 0 ? { ...params, b: params.b.scale(0) } : params;
        states[t] = step(p, xs[inputAt(t, xs.length, has)], seen, from.c, has);
        prev = states[t];
      });
      const arranged = arrange(states, initial, has);
      return has("zero") ? arranged.map(({ h, c }) => ({ h: h.scale(0), c: c.scale(0) })) : arranged;
    },
  }),
  { grave: ["zero"] },
);

/** The state from which the next time step starts. */
function startOf(prev: LstmState, first: LstmState, has: Has): LstmState {
  if (prev === first || has("never-carried")) return first;
  const h = has("h-not-carried") ? first.h : has("c-carried-as-h") ? prev.c : prev.h;
  const c = has("c-not-carried")
    ? first.c
    : has("h-carried-as-c")
      ? prev.h
      : has("carried-squashed")
        ? prev.c.tanh()
        : prev.c;
  return has("carried-swapped") ? { h: c, c: h } : { h, c };
}

function step({ Wx, Wh, b }: LstmParams, x: Matrix, h: Matrix, cPrev: Matrix, has: Has): LstmState {
  const gates = x
    .dot(Wx)
    .plus(h.dot(has("no-recurrence") ? Wh.scale(0) : Wh))
    .plusRow(has("no-bias") ? b.scale(0) : b);
  const blocks = gates.splitColumns(4);
  const [zi, zf, zg, zo] = has("order-i-f-o-g") ? [0, 1, 3, 2].map((block) => blocks[block]) : blocks;
  const [i, f, o] = [zi.sigmoid(), zf.sigmoid(), zo.sigmoid()];
  const g = has("candidate-sigmoid") ? zg.sigmoid() : zg.tanh();
  const [write, keep] = has("gates-swapped") ? [f, i] : [i, f];
  const c = (has("forget-gate-ignored") ? cPrev : keep.times(cPrev)).plus(write.times(g));
  const shown = has("h-from-old-c") ? cPrev : c;
  const tanhC = has("no-tanh-of-c") ? shown : shown.tanh();
  return { h: has("output-gate-ignored") ? tanhC : o.times(tanhC), c };
}

function inputAt(t: number, steps: number, has: Has): number {
  if (has("first-input-only")) return 0;
  if (has("input-one-late")) return Math.max(0, t - 1);
  return has("input-one-early") ? Math.min(steps - 1, t + 1) : t;
}

function arrange(states: LstmState[], initial: LstmState, has: Has): LstmState[] {
  if (has("states-reversed")) return states.reverse();
  if (has("initial-included")) return [initial, ...states.slice(0, -1)];
  return has("last-state-repeated") ? states.map(() => states[states.length - 1]) : states;
}
