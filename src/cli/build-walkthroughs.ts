/**
 * Bundles the walkthroughs and their view into one script for browsers, dist/walkthroughs/view.js, and lists them in
 * dist/walkthroughs/list.json. Their equations hold no numbers, so they are made ready here, as MathML.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import katex from "katex";
import writeFileAtomic from "write-file-atomic";
import { makeWalkthrough, walkthroughIds } from "../library/walkthroughs/catalogue.ts";

/** root: the project's folder. A server that reads these files meanwhile has the old ones or the new ones, whole. */
export async function buildWalkthroughs(root: string): Promise<void> {
  const out = join(root, "dist/walkthroughs");
  mkdirSync(out, { recursive: true });
  const list = walkthroughIds.map((id) => ({ id, title: makeWalkthrough(id).title }));
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/library/walkthroughs/view/main.ts")],
    outfile: join(out, "view.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    define: { UNROLLED_EQUATIONS: JSON.stringify(preparedEquations()) },
    plugins: [withoutKernels],
    logLevel: "warning",
    write: false,
  });
  for (const { path, contents } of outputFiles) writeFileAtomic.sync(path, Buffer.from(contents));
  writeFileAtomic.sync(join(out, "list.json"), JSON.stringify(list));
}

/** Walkthroughs run explicitly, so the compiled kernels (170 kB) stay out. */
const withoutKernels: Plugin = {
  name: "without kernels",
  setup({ onLoad }) {
    onLoad({ filter: /fused[/\\]kernels[/\\](?:simd|relaxed)-f\d\d\.ts$/ }, () => ({
      contents: 'export const base64 = "";',
    }));
  },
};

/** TeX -> MathML, for every choice of every walkthrough. */
function preparedEquations(): Record<string, string> {
  const equations = new Set<string>();
  for (const id of walkthroughIds) {
    const { choices } = makeWalkthrough(id);
    const setups = choices.flatMap(({ name, options }) => options.map((option) => ({ [name]: option })));
    for (const chosen of [{}, ...setups]) {
      for (const { equation } of makeWalkthrough(id, { choices: chosen }).steps) equations.add(equation);
    }
  }
  const toMathml = (tex: string): string =>
    katex.renderToString(tex, { output: "mathml", displayMode: true, throwOnError: true });
  return Object.fromEntries([...equations].map((tex) => [tex, toMathml(tex)]));
}
