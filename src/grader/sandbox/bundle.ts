/**
 * From an answer's source to the code that the confined child runs: types removed, imports checked
 * against the exercise's allowlist. esbuild only reads the text; nothing of it runs here.
 */

import { SourceMap } from "node:module";
import { build, type Message, type Plugin } from "esbuild";

/** Plain data, so that it can be handed to a worker. */
export interface Bundle {
  readonly code: string;
  readonly file: string;
  /** Source map, version 3, as JSON. */
  readonly map: string;
}

export interface Refusal {
  /** Whole sentences, the first fault first. */
  readonly error: string;
}

export interface AnswerSource {
  readonly source: string;
  /** Shown in messages: "exercises/01-1-rnn-cell-forward.ts" or "this cell". */
  readonly file: string;
  /** Modules that the answer may import. */
  readonly imports: readonly string[];
}

export async function bundleAnswer({ source, file, imports }: AnswerSource): Promise<Bundle | Refusal> {
  try {
    const result = await build({
      stdin: { contents: source, loader: "ts", sourcefile: file },
      bundle: true,
      write: false,
      format: "cjs",
      platform: "neutral",
      target: "node20",
      outfile: "answer.js",
      sourcemap: "external",
      sourcesContent: false,
      tsconfigRaw: "{}",
      logLevel: "silent",
      plugins: [onlyImports(imports)],
    });
    const [map, code] = result.outputFiles;
    return { code: code.text, file, map: map.text };
  } catch (error) {
    const messages = (error as { errors?: Message[] }).errors;
    if (!messages?.length) throw error;
    return { error: describeFault(messages[0], file) };
  }
}

/** The source line of a position in the bundle's code, counted from 1; undefined where the source has none. */
export function sourceLine(bundle: Bundle, line: number, column: number): number | undefined {
  const entry = new SourceMap(JSON.parse(bundle.map)).findEntry(line - 1, column - 1);
  return "originalLine" in entry ? entry.originalLine + 1 : undefined;
}

/** Leaves allowed modules to the runner; refuses every other import with a sentence. */
function onlyImports(allowed: readonly string[]): Plugin {
  return {
    name: "only-imports",
    setup(esbuild) {
      esbuild.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === "entry-point") return undefined;
        if (allowed.includes(path)) return { path, external: true };
        const choice =
          allowed.length > 0 ? `only from ${allowed.map((name) => `"${name}"`).join(", ")}` : "nothing";
        return { errors: [{ text: `this exercise may import ${choice}, not "${path}"` }] };
      });
    },
  };
}

function describeFault({ text, location }: Message, file: string): string {
  if (text.startsWith("Top-level await"))
    return `${file}, line ${location?.line}: an answer may not wait at its top level; remove "await".`;
  const kind = text.startsWith("this exercise may import") ? "Import refused" : "Syntax error";
  const where = location ? `${file}, line ${location.line}` : file;
  const quoted = location?.lineText.trim() ? `\n    ${location.lineText.trim().slice(0, 200)}` : "";
  return `${kind} in ${where}: ${text}.${quoted}`;
}
