/** The known mistakes of an exercise, as functions and as an answer that can be submitted. */

import { join } from "node:path";
import { build } from "esbuild";
import type { MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { root } from "../support.ts";

export const bankOf = async (file: string): Promise<MistakeBank> =>
  (await import(join(root, "solutions/mistakes", `${file}.ts`))).mistakes;

/** Writes the answer that makes the given mistakes, self-contained but for the library. */
export async function answerWriter(file: string): Promise<(ids: readonly string[]) => string> {
  const names = Object.keys((await bankOf(file)).answer(() => false));
  const contents = [
    `import { mistakes } from "./${file}.ts";`,
    'const made = mistakes.answer((id) => ["made"].includes(id));',
    ...names.map((name) => `export const ${name} = made.${name};`),
  ];
  const { outputFiles } = await build({
    stdin: { contents: contents.join("\n"), resolveDir: join(root, "solutions/mistakes"), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: ["unrolled/*"],
  });
  return (ids) => outputFiles[0].text.replace('["made"]', JSON.stringify(ids));
}

/** What a learner may hear who made this mistake: its own sentence, or that of one that gives the same numbers. */
export function sentencesFor({ clauses, equivalent }: MistakeBank, id: string): string[] {
  const same = equivalent.find((group) => group.includes(id)) ?? [id];
  return same.map((mistake) => `Your result equals what you get if ${clauses[mistake]}.`);
}
