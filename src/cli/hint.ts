/** `unrolled hint ID`: the next hint of an exercise, from a nudge to nearly the answer. */

import { join } from "node:path";
import { createExerciseHelp, type ExerciseHelp } from "../grader/grading/exercise-help.ts";
import { findExercises, readExerciseList } from "../grader/grading/exercise-list.ts";
import { createProgressStore } from "../grader/grading/progress.ts";

export interface HintOptions {
  /** Begin again with the first hint. */
  readonly again?: boolean;
  /** Where the learner's progress is kept. Default: .unrolled in the project's folder. */
  readonly own?: string;
}

const root = join(import.meta.dirname, "../..");

/** Each call shows one hint more; the last one stays. */
export async function hint(
  name: string,
  { again = false, own = join(root, ".unrolled") }: HintOptions,
): Promise<void> {
  const found = findExercises(readExerciseList(root), [name]);
  if (found.length > 1)
    throw new RangeError(`hint: "${name}" names ${found.map(({ id }) => id).join(", ")}; choose one.`);
  const [exercise] = found;
  const help = createExerciseHelp(root, createProgressStore(own));
  console.log(hintText(await help.nextHint(exercise.id, { again })));
}

function hintText({ id, title, statement, announcement, hints, hintsLeft }: ExerciseHelp): string {
  const lines = hints.map((text, i) => `  ${i + 1}. ${text}`);
  const after = hintsLeft > 0 ? `  (${hintsLeft} more: ask again)` : "  (that was the last one)";
  const heading = [`${id}  ${title}`, `  ${statement}`, ...(announcement ? [`  ${announcement}`] : [])];
  return [...heading, "", ...lines, after].join("\n");
}
