/** Known mistakes of X7.3, LSTM weights set by hand. */

import { Matrix } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import type { LstmParams } from "../07-3-hand-set-weights.ts";

const clauses = {
  "latch-never-forgets": "the latch's forget gate stays open when it writes, so that values add up",
  "latch-always-forgets": "the latch's forget gate is always shut, so that nothing is kept",
  "latch-always-writes": "the latch's input gate is always open, so that it writes at every time step",
  "latch-never-writes": "the latch's input gate is always shut",
  "latch-write-inverted": "the latch writes where write is 0 and keeps where it is 1",
  "latch-rows-swapped": "the latch's rows of Wx for value and write are swapped",
  "latch-candidate-one": "the latch's candidate is always 1, whatever value is",
  "latch-candidate-negated": "the latch's candidate has the wrong sign",
  "latch-gates-coupled-wrong": "in the latch, i and f open and shut together",
  "latch-rest-half-open": "the latch's input gate has no bias, so that it stands half open where write is 0",
  "counter-leaks": "the counter's forget gate has no bias, so that it stands half open and the count fades",
  "counter-forgets": "the counter's forget gate is shut, so that only the last event counts",
  "counter-counts-steps": "the counter's input gate is always open, so that it counts time steps",
  "counter-counts-absence": "the counter counts where event is 0",
  "counter-half-open": "the counter's input gate has no bias, so that half a count is added where event is 0",
  "counter-downwards": "the counter's candidate is −1, so that it counts downwards",
  "counter-no-candidate": "the counter's candidate has no bias and no weight, so that it is 0",
  "counter-weight-too-small":
    "the event's weight in the counter is strength instead of 2·strength, so that the input gate opens halfway only",
  "reset-missing": "the resettable counter is never reset",
  "reset-by-event": "the resettable counter is reset by events",
  "reset-inverted": "the resettable counter is reset where reset is 0",
  "reset-rows-swapped": "the resettable counter's rows of Wx for event and reset are swapped",
  "reset-shuts-input":
    "in the resettable counter, a reset shuts the input gate too, so that its event is lost",
  "reset-half": "the reset's weight is −strength instead of −2·strength, so that half of the count stays",
  "reset-leaks": "the resettable counter's forget gate has no bias, so that the count fades",
  "output-shut": "the output gate is shut in all three, so that h shows nothing",
  "output-half": "the output gate has no bias in all three, so that h shows half of tanh(c)",
  "strength-ignored": "the strength is ignored, and 1 is used",
  "order-i-f-o-g": "the columns are filled in the order i f o g instead of i f g o",
  "order-f-i-g-o": "the columns are filled in the order f i g o instead of i f g o",
  "recurrent-weights": "the recurrent weights are strength instead of 0, so that h meddles with the gates",
  "transposed-Wx": "Wx is transposed: one row for each gate",
  zero: "all weights are zero",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

/** One number for each of i f g o, in units of the strength. */
type Row = [i: number, f: number, g: number, o: number];

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    latchWeights: (strength: number): LstmParams => build(latch(has), strength, has),
    counterWeights: (strength: number): LstmParams => build(counter(has), strength, has),
    resettableCounterWeights: (strength: number): LstmParams => build(resettable(has), strength, has),
  }),
  { grave: ["zero"] },
);

interface Design {
  readonly rows: Row[];
  readonly bias: Row;
}

function latch(has: Has): Design {
  let [opens, rest] = [2, -1];
  if (has("latch-write-inverted")) [opens, rest] = [-2, 1];
  if (has("latch-always-writes")) [opens, rest] = [0, 1];
  if (has("latch-never-writes")) [opens, rest] = [0, -1];
  let [shuts, open] = has("latch-write-inverted") ? [2, -1] : [-2, 1];
  if (has("latch-never-forgets")) [shuts, open] = [0, 1];
  if (has("latch-always-forgets")) [shuts, open] = [0, -1];
  if (has("latch-gates-coupled-wrong")) [shuts, open] = [opens, rest];
  const candidate = has("latch-candidate-one") ? 0 : has("latch-candidate-negated") ? -1 : 1;
  const value: Row = [0, 0, candidate, 0];
  const write: Row = [opens, shuts, 0, 0];
  return {
    rows: has("latch-rows-swapped") ? [write, value] : [value, write],
    bias: [has("latch-rest-half-open") ? 0 : rest, open, has("latch-candidate-one") ? 1 : 0, 1],
  };
}

function counter(has: Has): Design {
  let [opens, rest] = [2, -1];
  if (has("counter-counts-steps")) [opens, rest] = [0, 1];
  if (has("counter-counts-absence")) [opens, rest] = [-2, 1];
  if (has("counter-half-open")) rest = 0;
  if (has("counter-weight-too-small")) opens = 1;
  const open = has("counter-leaks") ? 0 : has("counter-forgets") ? -1 : 1;
  const candidate = has("counter-no-candidate") ? 0 : has("counter-downwards") ? -1 : 1;
  return { rows: [[opens, 0, 0, 0]], bias: [rest, open, candidate, 1] };
}

function resettable(has: Has): Design {
  let [shuts, open] = [-2, 1];
  if (has("reset-missing")) shuts = 0;
  if (has("reset-inverted")) [shuts, open] = [2, -1];
  if (has("reset-half")) shuts = -1;
  if (has("reset-leaks")) open = 0;
  const byEvent = has("reset-by-event");
  const event: Row = [2, byEvent ? shuts : 0, 0, 0];
  const reset: Row = [has("reset-shuts-input") ? -2 : 0, byEvent ? 0 : shuts, 0, 0];
  return { rows: has("reset-rows-swapped") ? [reset, event] : [event, reset], bias: [-1, open, 1, 1] };
}

function build({ rows, bias }: Design, given: number, has: Has): LstmParams {
  const strength = has("zero") ? 0 : has("strength-ignored") ? 1 : given;
  const output = has("output-shut") ? -1 : has("output-half") ? 0 : 1;
  const shown: Row = [bias[0], bias[1], bias[2], output];
  const matrix = (numbers: Row[]): Matrix =>
    Matrix.fromRows(numbers.map((row) => orderOf(has).map((gate) => strength * row[gate])));
  const Wx = matrix(rows);
  return {
    Wx: has("transposed-Wx") ? Wx.transpose() : Wx,
    Wh: new Matrix(1, 4).map(() => (has("recurrent-weights") ? strength : 0)),
    b: matrix([shown]),
  };
}

/** Which gate stands in which column. */
function orderOf(has: Has): number[] {
  if (has("order-i-f-o-g")) return [0, 1, 3, 2];
  return has("order-f-i-g-o") ? [1, 0, 2, 3] : [0, 1, 2, 3];
}
