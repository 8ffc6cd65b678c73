/** Tells whether a result that is kept would come out the same again: same answers, same checks, same secret. */

import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Exercise } from "../grading/exercise-list.ts";
import type { Answers } from "./find-answers.ts";

export type Fingerprint = (student: string, answers: Answers) => string;

/** Reads what grading these exercises depends on: their entries in the list, their checks, their known mistakes. */
export async function fingerprints(
  root: string,
  secret: string,
  exercises: readonly Exercise[],
): Promise<Fingerprint> {
  const course = createHmac("sha256", secret).update(JSON.stringify(exercises));
  const texts = new Map<string, string>();
  for (const { file } of exercises) {
    await collect(join(root, "tests/exercises"), `${file}.test.ts`, texts);
    await collect(join(root, "solutions/mistakes"), `${file}.ts`, texts);
  }
  course.update(JSON.stringify([...texts.values()]));
  const key = course.digest();
  return (student, { answers, notes }) =>
    createHmac("sha256", key)
      .update(JSON.stringify([student, answers, notes]))
      .digest("hex");
}

/** A file and what it imports beside itself. */
async function collect(folder: string, name: string, texts: Map<string, string>): Promise<void> {
  const path = join(folder, name);
  if (texts.has(path)) return;
  const text = await readFile(path, "utf8").catch(() => "");
  texts.set(path, text);
  for (const [, specifier] of text.matchAll(/\bfrom "(\.[^"]+)"/g)) {
    if (dirname(join(folder, specifier)) === folder) await collect(folder, specifier, texts);
  }
}
