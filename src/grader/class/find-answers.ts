/**
 * Which of the files that a student handed in answers which exercise.
 *
 * A file answers by its name, a notebook's cell by its mark; what has neither by the functions that it exports.
 * Of several answers the last one that was worked on counts.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise } from "../grading/exercise-list.ts";
import { readNotebook } from "./read-notebook.ts";
import type { SubmittedFiles } from "./submitted-file.ts";

export interface Answer {
  readonly exercise: string;
  readonly source: string;
  /** Shown in messages: "01-1-rnn-cell-forward.ts", "week1.ipynb, cell 5". */
  readonly file: string;
}

export interface Answers {
  readonly answers: readonly Answer[];
  readonly notes: readonly string[];
}

/** What an exercise looks like before anyone has worked on it. */
interface Stub {
  readonly exercise: Exercise;
  readonly text: string;
  /** The functions it asks for. */
  readonly functions: readonly string[];
}

export type FindAnswers = (submitted: SubmittedFiles) => Answers;

/** `root`: the project, whose stubs tell what each exercise asks for. */
export function answerFinder(root: string, exercises: readonly Exercise[]): FindAnswers {
  const stubs = exercises.map((exercise): Stub => {
    const text = readFileSync(join(root, "exercises", `${exercise.file}.ts`), "utf8");
    return { exercise, text, functions: exportedNames(text) };
  });
  return (submitted) => {
    const notes = [...submitted.notes];
    const candidates = [...submitted.files]
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .flatMap(({ path: given, text }) => {
        const path = shownPath(given);
        if (!/\.ipynb$/i.test(path)) return byName(stubs, path, text) ?? [];
        const notebook = readNotebook(text, path);
        notes.push(...notebook.notes);
        return notebook.cells.flatMap(({ number, source, exercise }) => {
          const stub = stubs.find((s) => s.exercise.id === exercise) ?? byExports(stubs, source);
          return stub ? { stub, source, file: `${path}, cell ${number}` } : [];
        });
      });
    const answers = stubs.flatMap((stub) => {
      const all = candidates.filter((candidate) => candidate.stub === stub);
      const worked = all.filter(({ source }) => isWorkedOn(stub, source));
      const chosen = worked.at(-1) ?? all.at(-1);
      if (!chosen) return [];
      if (worked.length > 1)
        notes.push(`${stub.exercise.id} was answered ${worked.length} times; ${chosen.file} was graded.`);
      return { exercise: stub.exercise.id, source: chosen.source, file: chosen.file };
    });
    return { answers, notes };
  };
}

/** A name out of a zip file may hold anything. */
const shownPath = (path: string): string => path.replace(/\p{C}/gu, "\ufffd").slice(-200);

interface Candidate {
  readonly stub: Stub;
  readonly source: string;
  readonly file: string;
}

/** "01-1-rnn-cell-forward.ts", also with what systems add: "ada_01-1-rnn-cell-forward (2).ts", "…-1.ts". */
function byName(stubs: readonly Stub[], path: string, text: string): Candidate | undefined {
  const name = path.replace(/^.*\//, "").toLowerCase();
  const stub =
    stubs.find(({ exercise }) => name.includes(exercise.file)) ??
    stubs.find(({ exercise }) =>
      new RegExp(`(^|[^a-z0-9])${exercise.id.toLowerCase().replace(".", "[._-]")}([^0-9]|$)`).test(name),
    ) ??
    byExports(stubs, text);
  return stub && { stub, source: text, file: path };
}

/** The exercise of which most functions are exported. */
function byExports(stubs: readonly Stub[], source: string): Stub | undefined {
  const names = exportedNames(source);
  const counts = stubs.map(({ functions }) => functions.filter((name) => names.includes(name)).length);
  const most = Math.max(0, ...counts);
  return most > 0 ? stubs[counts.indexOf(most)] : undefined;
}

function exportedNames(source: string): string[] {
  const found = source.matchAll(
    /^\s*export\s+(?:async\s+)?(?:function\s*\*?|const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gmu,
  );
  return [...found].map(([, name]) => name);
}

const isWorkedOn = ({ text }: Stub, source: string): boolean => {
  const plain = (code: string): string => code.replace(/\s+/g, "");
  return source.trim() !== "" && plain(source) !== plain(text);
};
