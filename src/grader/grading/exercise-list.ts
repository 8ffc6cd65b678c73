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
  /** Students of a class know its points, and neither its title nor its code; see hidden-checks.ts. */
  readonly hidden?: true;
  /** Hidden, and not part of this copy of the course: it runs when the class is graded. */
  readonly heldBack?: true;
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
    assertPublicStandAlone(file, id, checks);
  }
  return list;
}

/** A hidden check runs last and may not ship, so no other one can need it. */
function assertPublicStandAlone(file: string, id: string, checks: readonly CheckEntry[]): void {
  const open = checks.filter(({ hidden }) => !hidden);
  const needed = open.flatMap(({ needs = [] }) => needs);
  const wrong = needed.find((need) => !open.some((check) => check.id === need));
  if (open.length === 0 || wrong !== undefined)
    throw new Error(
      `${file}: ${id} needs a check that is not hidden, and those that are not hidden can only need each other${wrong === undefined ? "" : `, not ${wrong}`}.`,
    );
}

/** The checks that run in this copy of the course. */
export const checksHere = ({ checks }: Exercise): CheckEntry[] => checks.filter(({ heldBack }) => !heldBack);

/** What can be reached in this copy of the course. */
export const maxPoints = (exercise: Exercise): number =>
  checksHere(exercise).reduce((sum, check) => sum + check.points, 0);

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
