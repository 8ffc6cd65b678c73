/**
 * What lies in a folder of submissions: one folder, zip file, notebook or file for each student.
 *
 *   ada/01-1-rnn-cell-forward.ts                  a folder; nbgrader's submitted/ada/week1/*.ipynb too
 *   ada.zip, ada.ipynb                            one file
 *   ada_01-1-rnn-cell-forward.ts                  one answer; several of the same student belong together
 *   01-1-rnn-cell-forward.ts                      no student's name: the folder is one student's
 *   lovelaceada_LATE_1234_5678_week1.ipynb        Canvas's names; 1234 is the student's number there
 *
 * Symbolic links are never followed.
 */

import { lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Exercise } from "../grading/exercise-list.ts";
import { isAnswerFile, isIgnored } from "./submitted-file.ts";

export interface FoundSubmission {
  readonly student: string;
  /** The student's number in Canvas, where the names tell it. */
  readonly canvasId?: string;
  /** Files and folders, absolute. */
  readonly paths: readonly string[];
}

export interface FoundSubmissions {
  readonly submissions: readonly FoundSubmission[];
  /** What was passed over, one sentence each. */
  readonly notes: readonly string[];
}

interface Named {
  readonly student: string;
  readonly canvasId?: string;
}

/** Throws RangeError where there is nothing to grade. */
export function findSubmissions(path: string, exercises: readonly Exercise[]): FoundSubmissions {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) throw new RangeError(`class grade: there is no ${path}.`);
  const names = stat.isDirectory() ? readdirSync(path).sort() : [basename(path)];
  const folder = stat.isDirectory() ? path : join(path, "..");
  const students = new Map<string, FoundSubmission>();
  const notes: string[] = [];
  for (const name of names) {
    if (isIgnored(name)) continue;
    const named = whose(name, lstatSync(join(folder, name)), exercises, basename(folder));
    if (typeof named === "string") {
      notes.push(`${name} was passed over: ${named}.`);
      continue;
    }
    const known = students.get(named.student);
    students.set(named.student, { ...named, ...known, paths: [...(known?.paths ?? []), join(folder, name)] });
  }
  if (students.size === 0)
    throw new RangeError(
      `class grade: ${path} holds no submission; expected a folder, zip file, notebook or .ts file for each student.`,
    );
  return { submissions: [...students.values()], notes };
}

interface Kind {
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

/** The student, or why it is no submission. */
function whose(name: string, kind: Kind, exercises: readonly Exercise[], folder: string): Named | string {
  if (kind.isSymbolicLink()) return "it is a symbolic link";
  if (kind.isDirectory()) return { student: name };
  if (!kind.isFile()) return "it is no file";
  if (!isAnswerFile(name) && !/\.zip$/i.test(name)) return "it is no zip file, notebook or .ts file";
  const canvas = /^(.+?)_(?:LATE_)?(\d+)_\d+_.+$/.exec(name);
  if (canvas) return { student: canvas[1], canvasId: canvas[2] };
  const stem = name.replace(/\.[^.]+$/, "");
  return { student: withoutExercise(stem, exercises) ?? folder };
}

/** "ada_01-1-rnn-cell-forward (2)" and "ada-X1.1" are both ada's; undefined where the name is the exercise's alone. */
function withoutExercise(stem: string, exercises: readonly Exercise[]): string | undefined {
  for (const part of exercises.flatMap(({ file, id }) => [file, id])) {
    const at = stem.toLowerCase().indexOf(part.toLowerCase());
    if (at >= 0) return stem.slice(0, at).replace(/[\s_.-]+$/, "") || undefined;
  }
  return stem;
}
