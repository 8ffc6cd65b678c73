/**
 * Help with an exercise: its hints, one more at each asking, and the course's solution after an honest
 * attempt. What was shown is remembered with the learner's progress.
 */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Exercise, maxPoints, readExerciseList } from "./exercise-list.ts";
import { heldBackNote } from "./hidden-checks.ts";
import { type ExerciseProgress, type ProgressStore, progressOf } from "./progress.ts";

export interface ExerciseHelp {
  /** Exercise id, such as "X1.1". */
  readonly id: string;
  readonly title: string;
  /** What is to be computed, in one line. */
  readonly statement: string;
  readonly points: number;
  readonly maxPoints: number;
  /** The hints shown so far, from a nudge to nearly the answer. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  /** How many hidden checks a class has, and their points; left out where all checks are here. */
  readonly announcement?: string;
  /** "locked" until an honest attempt was made; "absent" where the course does not hand it out. */
  readonly solution: "open" | "locked" | "absent";
}

/** Each throws RangeError for an unknown exercise. */
export interface HelpDesk {
  help(id: string): Promise<ExerciseHelp>;
  /** Shows one hint more, or with `again` the first one alone; the last one stays. */
  nextHint(id: string, options?: { readonly again?: boolean }): Promise<ExerciseHelp>;
  /** Source text. Throws RangeError while it is locked or where there is none. */
  solution(id: string): Promise<string>;
}

export function createExerciseHelp(root: string, progress: ProgressStore): HelpDesk {
  const list = readExerciseList(root);
  const solutionFile = ({ file }: Exercise): string => join(root, "solutions", `${file}.ts`);

  const find = (id: string): Exercise => {
    const exercise = list.find((candidate) => candidate.id === id);
    if (exercise) return exercise;
    throw new RangeError(`No exercise is called "${id}".`);
  };

  const help = async (id: string): Promise<ExerciseHelp> => {
    const exercise = find(id);
    const reached = progressOf(await progress.read(), id);
    const shown = Math.min(reached.hints, exercise.hints.length);
    const announcement = heldBackNote(exercise);
    return {
      id,
      title: exercise.title,
      statement: exercise.statement,
      points: Math.min(reached.points, maxPoints(exercise)),
      maxPoints: maxPoints(exercise),
      hints: exercise.hints.slice(0, shown),
      hintsLeft: exercise.hints.length - shown,
      ...(announcement !== undefined && { announcement }),
      solution: !existsSync(solutionFile(exercise))
        ? "absent"
        : isHonest(exercise, reached)
          ? "open"
          : "locked",
    };
  };

  return {
    help,
    async nextHint(id, { again = false } = {}) {
      const exercise = find(id);
      const { hints } = progressOf(await progress.read(), id);
      const next = Math.min((again ? 0 : hints) + 1, exercise.hints.length);
      await progress.recordHints({ id, maxPoints: maxPoints(exercise) }, next);
      return await help(id);
    },
    async solution(id) {
      const { solution } = await help(id);
      if (solution === "absent") throw new RangeError(`The solution of ${id} is not part of this course.`);
      if (solution === "locked")
        throw new RangeError(`The solution of ${id} opens after an attempt of your own and all hints.`);
      return await readFile(solutionFile(find(id)), "utf8");
    },
  };
}

/** Solved; or tried, and still stuck after every hint. */
function isHonest(exercise: Exercise, { points, attempts, hints }: ExerciseProgress): boolean {
  return points >= maxPoints(exercise) || (attempts > 0 && hints >= exercise.hints.length);
}
