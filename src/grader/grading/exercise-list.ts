/**
 * The list of exercises, `exercises/list.json`: the one place for titles, points, checks and hints.
 *
 * The files of an exercise bear one name in four folders: exercises/ (the stub), solutions/,
 * solutions/mistakes/ (known wrong answers) and tests/exercises/ (the checks, `.test.ts`).
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Exercise {
  /** "X1.1": chapter and number. */
  readonly id: string;
  /** File name without its ending: "01-1-rnn-cell-forward". */
  readonly file: string;
  readonly title: string;
  /** What is to be computed, in one line. */
  readonly statement: string;
  readonly checks: readonly CheckEntry[];
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
  /** What an answer may import; the numeric core where left out. */
  readonly imports?: readonly string[];
  /** Names of those modules that are withheld, because the exercise asks for them. */
  readonly without?: readonly string[];
}

export interface CheckEntry {
  /** "a", "b", … from easy to whole. */
  readonly id: string;
  readonly points: number;
  readonly title: string;
  /** Checks that must pass first; without them this one makes no sense. */
  readonly needs?: readonly string[];
}

export function readExerciseList(root: string): Exercise[] {
  const file = join(root, "exercises/list.json");
  const list = JSON.parse(readFileSync(file, "utf8")) as Exercise[];
  const seen = new Set<string>();
  for (const { id, checks, hints } of list) {
    if (!/^X\d+\.\d+$/.test(id) || seen.has(id))
      throw new Error(`${file}: expected ids such as "X1.1", each once, got "${id}".`);
    seen.add(id);
    if (checks.length === 0 || hints.length !== 3)
      throw new Error(`${file}: ${id} needs checks and 3 hints.`);
  }
  return list;
}

export const maxPoints = (exercise: Exercise): number =>
  exercise.checks.reduce((sum, check) => sum + check.points, 0);

export const allowedImports = (exercise: Exercise): readonly string[] =>
  exercise.imports ?? ["unrolled/numeric"];

/**
 * The exercises that a learner names: "X1.1", "1.1", "x1.1", a file name, or a chapter ("1", "01", "X1").
 * Throws when a name fits none.
 */
export function findExercises(list: readonly Exercise[], names: readonly string[]): Exercise[] {
  if (names.length === 0) return [...list];
  const chosen = new Set<Exercise>();
  for (const name of names) {
    const found = list.filter((exercise) => fits(exercise, name));
    if (found.length === 0)
      throw new RangeError(
        `No exercise is called "${name}"; there are ${list.map(({ id }) => id).join(", ")}.`,
      );
    for (const exercise of found) chosen.add(exercise);
  }
  return list.filter((exercise) => chosen.has(exercise));
}

function fits({ id, file }: Exercise, name: string): boolean {
  if (name.replace(/^.*[\\/]/, "").replace(/\.ts$/, "") === file) return true;
  const match = /^x?0*(\d+)(?:[.-]0*(\d+))?$/i.exec(name);
  if (!match) return false;
  const [chapter, number] = id.slice(1).split(".");
  return match[1] === chapter && (match[2] === undefined || match[2] === number);
}
