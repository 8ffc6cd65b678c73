/** The known mistakes of an exercise, as functions and as an answer that can be submitted. */

import { join } from "node:path";
import { answerWriter as writerOf } from "../../../src/grader/class/answer-with-mistakes.ts";
import type { MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { root } from "../support.ts";

export const bankOf = async (file: string): Promise<MistakeBank> =>
  (await import(join(root, "solutions/mistakes", `${file}.ts`))).mistakes;

/** Writes the answer that makes the given mistakes. */
export async function answerWriter(file: string): Promise<(ids: readonly string[]) => string> {
  const functions = Object.keys((await bankOf(file)).answer(() => false));
  return writerOf(root, file, functions);
}

/** What a learner may hear who made this mistake: its own sentence, or that of one that gives the same numbers. */
export function sentencesFor({ clauses, equivalent }: MistakeBank, id: string): string[] {
  const same = equivalent.find((group) => group.includes(id)) ?? [id];
  return same.map((mistake) => `Your result equals what you get if ${clauses[mistake]}.`);
}
