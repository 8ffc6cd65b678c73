/** Known mistakes of X6.1, four tasks that need a memory. */

import { createRandom, Matrix, type Random, randomInteger } from "unrolled/numeric";
import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";
import { transitions } from "../06-1-sequence-tasks.ts";

const clauses = {
  "seed-ignored": "the seed is ignored, and createRandom(1) is used",
  "adding-marks-anywhere": "both marks of the adding problem may stand anywhere",
  "adding-one-mark": "only one number of the adding problem is marked",
  "adding-mark-first": "the first mark of the adding problem is always at time step 0",
  "adding-half-ends-early": "the last time step of the adding problem is never marked",
  "adding-same-marks": "all sequences of the adding problem have the same marks",
  "adding-same-numbers": "all sequences of the adding problem have the same numbers",
  "adding-mean": "the adding problem's target is the mean of the two numbers instead of their sum",
  "adding-all": "the adding problem's target is the sum of all numbers",
  "adding-product": "the adding problem's target is the product of the two numbers",
  "adding-swapped": "number and mark are swapped in the adding problem's inputs",
  "adding-symmetric": "the adding problem's numbers lie in [−1, 1) instead of [0, 1)",
  "copy-no-signal": "the copy task has no signal",
  "copy-signal-late": "the copy task's signal comes one time step late, where the first answer is due",
  "copy-signal-early": "the copy task's signal comes right after the symbols",
  "copy-blank-signal-swapped": "the numbers of the copy task's blank and signal are swapped",
  "copy-blank-zero": "the copy task's blank is 0, which is a symbol",
  "copy-reversed": "the copy task's answers are in reverse order",
  "copy-targets-at-once": "the copy task's symbols are asked for while they are shown",
  "copy-targets-early": "the copy task's answers are due one time step early",
  "copy-too-short": "the copy task has length + lag time steps: those for the answers are missing",
  "copy-last-symbol-missing": "the copy task never shows its last symbol",
  "copy-same-symbols": "all sequences of the copy task show the same symbols",
  "order-label-reversed": "temporal order's label reads the second mark first",
  "order-label-count": "temporal order's label is the number of Y",
  "order-label-first": "temporal order's label is that of the first mark alone",
  "order-same-letter": "both marks of temporal order are the same letter",
  "order-edges-swapped": "temporal order begins with B and ends with E",
  "order-no-end": "temporal order ends with a distractor instead of B",
  "order-window-early": "temporal order's windows begin one time step early, at ⌊0.1 steps⌋ and ⌊0.5 steps⌋",
  "order-first-anywhere": "temporal order's first mark may stand anywhere in the first half",
  "order-distractors-three": "d is missing among temporal order's distractors",
  "order-distractors-marks": "X is among temporal order's distractors",
  "order-same-places": "the marks stand at the same place in all sequences of temporal order",
  "reber-plain": "plain Reber strings are made, not embedded ones",
  "reber-last-branch-drawn": "the second-last symbol is drawn anew instead of repeating the second",
  "reber-last-branch-other": "the second-last symbol is the other one of T and P",
  "reber-no-end": "the last E is missing",
  "reber-no-inner-start": "the inner string's B is missing",
  "reber-inner-end": "the inner string's E is missing",
  "reber-always-T": "every string has T",
  "reber-first-likelier": "the first of two allowed symbols is drawn more often",
  "reber-same": "all strings are the same",
  "reber-lower-case": "the strings are in lower case",
  zero: "empty batches and strings are returned: zeros everywhere",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => {
    const start = (seed: number): Random => createRandom(has("seed-ignored") ? 1 : seed);
    return {
      makeAdding: (size: AddingSize, seed: number) => adding(size, start(seed), has),
      makeCopy: (size: CopySize, seed: number) => copy(size, start(seed), has),
      makeTemporalOrder: (size: AddingSize, seed: number) => temporalOrder(size, start(seed), has),
      embeddedReber: (count: number, seed: number) => embeddedReber(count, start(seed), has),
    };
  },
  { grave: ["zero"] },
);

interface AddingSize {
  readonly steps: number;
  readonly batch: number;
}

function adding(
  { steps, batch }: AddingSize,
  random: Random,
  has: Has,
): { inputs: Matrix[]; targets: Matrix } {
  const half = Math.floor(steps / 2);
  const numbers = Array.from({ length: steps }, () => {
    const drawn = Array.from({ length: batch }, () =>
      has("adding-symmetric") ? 2 * random() - 1 : random(),
    );
    return has("adding-same-numbers") ? drawn.map(() => drawn[0]) : drawn;
  });
  const drawMarks = (): number[] => {
    const anywhere = has("adding-marks-anywhere");
    const first = randomInteger(anywhere ? steps : half, random);
    const rest = anywhere ? steps : steps - half - (has("adding-half-ends-early") ? 1 : 0);
    const second = (anywhere ? 0 : half) + randomInteger(rest, random);
    return [has("adding-mark-first") ? 0 : first, second];
  };
  const drawn = Array.from({ length: batch }, drawMarks);
  const marks = has("adding-same-marks") ? drawn.map(() => drawn[0]) : drawn;
  const factor = has("zero") ? 0 : 1;
  const inputs = numbers.map((row, t) =>
    new Matrix(batch, 2).map((_, k) => {
      const r = Math.floor(k / 2);
      const marked = has("adding-one-mark") ? marks[r][0] === t : marks[r].includes(t);
      const isNumber = (k % 2 === 0) !== has("adding-swapped");
      return factor * (isNumber ? row[r] : Number(marked));
    }),
  );
  const targets = new Matrix(batch, 1).map((_, r) => {
    const [a, b] = marks[r].map((t) => numbers[t][r]);
    if (has("adding-all")) return factor * numbers.reduce((sum, row) => sum + row[r], 0);
    if (has("adding-one-mark")) return factor * a;
    return factor * (has("adding-product") ? a * b : has("adding-mean") ? (a + b) / 2 : a + b);
  });
  return { inputs, targets };
}

interface CopySize {
  readonly length: number;
  readonly symbols: number;
  readonly lag: number;
  readonly batch: number;
}

function copy(
  { length, symbols, lag, batch }: CopySize,
  random: Random,
  has: Has,
): { inputs: Int32Array[]; targets: Int32Array[] } {
  const [second, third] = has("copy-blank-signal-swapped") ? [symbols + 1, symbols] : [symbols, symbols + 1];
  const blank = has("copy-blank-zero") || has("zero") ? 0 : second;
  const steps = (has("copy-too-short") ? 1 : 2) * length + lag;
  const blanks = (): Int32Array[] => Array.from({ length: steps }, () => new Int32Array(batch).fill(blank));
  const [inputs, targets] = [blanks(), blanks()];
  const answers = length + lag - (has("copy-targets-early") ? 1 : 0);
  for (let k = 0; k < length; k++) {
    const choices = has("copy-last-symbol-missing") ? symbols - 1 : symbols;
    const drawn = Int32Array.from({ length: batch }, () => randomInteger(choices, random));
    const shown = has("copy-same-symbols") ? drawn.map(() => drawn[0]) : drawn;
    inputs[k] = has("zero") ? drawn.map(() => 0) : shown;
    const place = has("copy-reversed") ? length - 1 - k : k;
    const t = has("copy-targets-at-once") ? k : answers + place;
    if (t < steps) targets[t] = inputs[k];
  }
  const early = has("copy-signal-early") ? length : length + lag - (has("copy-signal-late") ? 0 : 1);
  if (!has("copy-no-signal") && !has("zero")) inputs[Math.min(early, steps - 1)].fill(third);
  return { inputs, targets };
}

function temporalOrder(
  { steps, batch }: AddingSize,
  random: Random,
  has: Has,
): { inputs: Int32Array[]; labels: Int32Array } {
  const [X, E, B] = has("order-edges-swapped") ? [4, 7, 6] : [4, 6, 7];
  const kinds = has("order-distractors-three") ? 3 : has("order-distractors-marks") ? 5 : 4;
  const filling = (): Int32Array => Int32Array.from({ length: batch }, () => randomInteger(kinds, random));
  const inputs = Array.from({ length: steps }, (_, t) => {
    if (t === 0) return new Int32Array(batch).fill(E);
    return t === steps - 1 && !has("order-no-end") ? new Int32Array(batch).fill(B) : filling();
  });
  const labels = new Int32Array(batch);
  const places: number[] = [];
  for (let r = 0; r < batch; r++) {
    const letters: number[] = [];
    for (const [k, [from, to]] of windowsOf(steps, has).entries()) {
      const drawn = from + randomInteger(to - from, random);
      places[k] ??= drawn;
      const letter = randomInteger(2, random);
      letters.push(has("order-same-letter") ? (letters[0] ?? letter) : letter);
      inputs[has("order-same-places") ? places[k] : drawn][r] = X + letters[k];
    }
    labels[r] = labelOf(letters, has);
  }
  if (has("zero")) for (const row of [...inputs, labels]) row.fill(0);
  return { inputs, labels };
}

/** From … to − 1, for each of the two marks. */
function windowsOf(steps: number, has: Has): [number, number][] {
  const start = has("order-window-early") ? Math.floor : Math.ceil;
  const first: [number, number] = has("order-first-anywhere")
    ? [1, Math.floor(steps / 2)]
    : [start(0.1 * steps), Math.ceil(0.2 * steps)];
  return [first, [start(0.5 * steps), Math.ceil(0.6 * steps)]];
}

function labelOf([first, second]: readonly number[], has: Has): number {
  if (has("order-label-reversed")) return first + 2 * second;
  if (has("order-label-count")) return first + second;
  return has("order-label-first") ? first : 2 * first + second;
}

function embeddedReber(count: number, random: Random, has: Has): string[] {
  const texts = Array.from({ length: count }, () => {
    const drawn = "TP"[randomInteger(2, random)];
    const branch = has("reber-always-T") ? "T" : drawn;
    const inner = plainReber(random, has);
    if (has("reber-plain")) return inner;
    const other = branch === "T" ? "P" : "T";
    const again = has("reber-last-branch-drawn") ? "TP"[randomInteger(2, random)] : branch;
    const last = has("reber-last-branch-other") ? other : again;
    const text = `B${branch}${inner}${last}${has("reber-no-end") ? "" : "E"}`;
    return has("reber-lower-case") ? text.toLowerCase() : text;
  });
  if (has("zero")) return texts.map(() => "");
  return has("reber-same") ? texts.map(() => texts[0]) : texts;
}

function plainReber(random: Random, has: Has): string {
  let text = has("reber-no-inner-start") ? "" : "B";
  for (let state = 0; state < transitions.length; ) {
    const allowed = Object.keys(transitions[state]);
    const choice = has("reber-first-likelier")
      ? Math.floor(allowed.length * random() ** 1.6)
      : randomInteger(allowed.length, random);
    text += allowed[choice];
    state = transitions[state][allowed[choice]];
  }
  return has("reber-inner-end") ? text.slice(0, -1) : text;
}
