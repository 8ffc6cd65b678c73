/** `unrolled hint ID`: the next hint of an exercise, from a nudge to nearly the answer. */

import { join } from "node:path";
import { type Exercise, findExercises, readExerciseList } from "../grader/grading/exercise-list.ts";
import { type Progress, readProgress, writeProgress } from "../grader/grading/progress.ts";

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
  const progress = await readProgress(own);
  const shown = again ? 0 : (progress.hints[exercise.id] ?? 0);
  const next = Math.min(shown + 1, exercise.hints.length);
  console.log(hintText(exercise, next));
  const updated: Progress = { ...progress, hints: { ...progress.hints, [exercise.id]: next } };
  await writeProgress(own, updated);
}

function hintText({ id, title, statement, hints }: Exercise, count: number): string {
  const lines = hints.slice(0, count).map((text, i) => `  ${i + 1}. ${text}`);
  const more = hints.length - count;
  const after = more > 0 ? `  (${more} more: ask again)` : "  (that was the last one)";
  return [`${id}  ${title}`, `  ${statement}`, "", ...lines, after].join("\n");
}
