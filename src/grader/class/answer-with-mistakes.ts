/** An answer that makes known mistakes, written as a learner's file would be: self-contained but for the library. */

import { join } from "node:path";
import { build } from "esbuild";

/** Reads the exercise's mistake bank once. The function it gives writes the answer that makes the given mistakes. */
export async function answerWriter(
  root: string,
  file: string,
  functions: readonly string[],
): Promise<(ids: readonly string[]) => string> {
  const contents = [
    `import { mistakes } from "./${file}.ts";`,
    'const made = mistakes.answer((id) => ["made"].includes(id));',
    ...functions.map((name) => `export const ${name} = made.${name};`),
  ];
  const { outputFiles } = await build({
    stdin: { contents: contents.join("\n"), resolveDir: join(root, "solutions/mistakes"), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: ["unrolled/*"],
    logLevel: "silent",
  });
  return (ids) => outputFiles[0].text.replace('["made"]', JSON.stringify(ids));
}
