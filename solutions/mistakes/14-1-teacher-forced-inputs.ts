/** Known mistakes of X14.1, what the decoder reads while it is taught. */

import { type MistakeBank, mistakeBank } from "../../src/grader/grading/mistakes.ts";

const clauses = {
  "not-shifted": "the targets are handed over as they are: the decoder would read what it is to say",
  "shifted-left": "the targets are shifted to the left: the decoder would read what comes after",
  "shifted-twice": "the targets are shifted by two time steps",
  "first-dropped": "the first target is left out instead of the last one",
  "last-kept":
    "the start token is put in front and the last target is kept, which makes one time step too many",
  "start-left-out":
    "the last target is left out and no start token is put in front, which makes one time step too few",
  rolled: "the last target comes round to the first time step, where the start token belongs",
  "first-repeated": "the first time step reads the first target instead of the start token",
  "start-zero": "the start token is taken to be 0",
  "start-last": "the start token stands at the last time step",
  "start-everywhere": "every time step reads the start token",
  "start-first-row": "only the first row of the batch begins with the start token",
  "rows-shifted": "the targets are shifted along the batch instead of along time",
  reversed: "the targets come in reverse order",
  "previous-row": "each row reads the truth of the row before it",
  zero: "zeros are returned",
};

type Id = keyof typeof clauses;
type Has = (id: Id) => boolean;

export const mistakes: MistakeBank = mistakeBank(
  clauses,
  (has) => ({
    teacherForcedInputs(targets: Int32Array[], start: number): Int32Array[] {
      const shifted = shift(targets, has("start-zero") ? 0 : start, has);
      if (has("zero")) return shifted.map((ids) => ids.map(() => 0));
      return has("previous-row")
        ? shifted.map((ids) => ids.map((_, r) => ids[(r + ids.length - 1) % ids.length]))
        : shifted;
    },
  }),
  { grave: ["zero"] },
);

function shift(targets: Int32Array[], start: number, has: Has): Int32Array[] {
  const first = targets[0].map((id, r) => (has("start-first-row") && r > 0 ? id : start));
  const kept = targets.slice(0, -1);
  const last = targets[targets.length - 1];
  if (has("not-shifted")) return targets;
  if (has("shifted-left")) return [...targets.slice(1), first];
  if (has("shifted-twice")) return [first, first, ...targets].slice(0, targets.length);
  if (has("first-dropped")) return [first, ...targets.slice(1)];
  if (has("last-kept")) return [first, ...targets];
  if (has("start-left-out")) return kept;
  if (has("rolled")) return [last, ...kept];
  if (has("first-repeated")) return [targets[0], ...kept];
  if (has("start-last")) return [...kept, first];
  if (has("start-everywhere")) return targets.map(() => first);
  if (has("rows-shifted")) return targets.map((ids) => ids.map((_, r) => (r === 0 ? start : ids[r - 1])));
  return [first, ...(has("reversed") ? kept.reverse() : kept)];
}
