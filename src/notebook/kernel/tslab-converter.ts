/**
 * The converter of tslab (pinned at 1.0.22): TypeScript of one cell in, JavaScript and the declarations
 * that the next cell starts from out. The only file that reaches into tslab.
 *
 * tslab fixes its compiler options, so the TypeScript that it loads is wrapped: strict types, Bundler
 * resolution (package exports), only Node's ambient types, and source maps for both of its passes.
 */

import { createRequire, SourceMap } from "node:module";
import type * as TypeScript from "typescript";
import { createCellProgram } from "./cell-program.ts";
import { type BoundCell, bindCellNames } from "./live-bindings.ts";
import { type LocalFiles, watchLocalFiles } from "./local-files.ts";

export interface CellDiagnostic {
  /** Zero-based. */
  readonly start: { readonly line: number; readonly character: number; readonly offset: number };
  readonly end: { readonly line: number; readonly character: number; readonly offset: number };
  readonly messageText: string;
  readonly code: number;
  /** A file beside the notebook; absent for the cell itself. */
  readonly fileName?: string;
}

/** JavaScript with the way back to its source, one map per compiler, last compiler first. */
export interface Compiled {
  readonly code: string;
  readonly maps: readonly SourceMap[];
  readonly bound: BoundCell | undefined;
}

export interface CompiledModule extends Compiled {
  readonly path: string;
}

export interface ConvertedCell {
  readonly diagnostics: readonly CellDiagnostic[];
  readonly cell?: Compiled;
  readonly modules: readonly CompiledModule[];
  /** What the next cell starts from. */
  readonly declarations: string;
  readonly resultName?: string;
}

export interface Completions {
  readonly candidates: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface CellConverter {
  readonly typescript: typeof TypeScript;
  convert(declarations: string, source: string): ConvertedCell;
  complete(declarations: string, source: string, position: number): Completions;
  inspect(declarations: string, source: string, position: number): TypeScript.QuickInfo | undefined;
}

interface TslabConversion {
  diagnostics: CellDiagnostic[];
  output?: string;
  declOutput?: string;
  sideOutputs?: { path: string; data: string }[];
  lastExpressionVar?: string;
}

interface TslabConverter {
  convert(declarations: string, source: string): TslabConversion;
  complete(declarations: string, source: string, position: number): Completions;
  inspect(declarations: string, source: string, position: number): TypeScript.QuickInfo | undefined;
}

const requireHere = createRequire(import.meta.url);
const requireTslab = createRequire(requireHere.resolve("tslab"));

/** tslab itself, as a cell that imports it shall see it: its display functions write to `publish`. */
export function loadTslab(publish: (content: Record<string, unknown>, update: boolean) => void): unknown {
  requireTslab("./jupyter.js").lastWriteDisplayData = publish;
  return requireTslab("./public.js");
}

/** tslab's judgement of a cell that is being typed. */
export function isCompleteCode(code: string): { completed: boolean; indent?: string } {
  return requireTslab("./converter.js").isCompleteCode(code);
}

/** Makes a converter for notebooks in the working directory. Reads the types of Node, so it takes a second. */
export function createCellConverter(): CellConverter {
  const compiled = new Map<string, Compiled>();
  const files = watchLocalFiles();
  const typescript = loadTypeScript(compiled, files);
  const converter: TslabConverter = requireTslab("./converter.js").createConverter({
    isJS: false,
    isBrowser: false,
  });
  const take = (text: string): Compiled => compiled.get(text) as Compiled;
  return {
    typescript,
    convert(declarations, source) {
      compiled.clear();
      files.notifyChanges();
      const { diagnostics, output, declOutput, sideOutputs, lastExpressionVar } = converter.convert(
        declarations,
        source,
      );
      return {
        diagnostics,
        ...(output !== undefined && { cell: take(output) }),
        modules: (sideOutputs ?? []).map(({ path, data }) => ({ path, ...take(data) })),
        declarations: declOutput ?? "",
        ...(lastExpressionVar !== undefined && { resultName: lastExpressionVar }),
      };
    },
    complete: (declarations, source, position) => converter.complete(declarations, source, position),
    inspect: (declarations, source, position) => converter.inspect(declarations, source, position),
  };
}

function loadTypeScript(compiled: Map<string, Compiled>, files: LocalFiles): typeof TypeScript {
  const id = requireTslab.resolve("@tslab/typescript-for-tslab");
  const original: typeof TypeScript = requireTslab(id);
  const sys = Object.assign(Object.create(original.sys), {
    watchFile: files.watchFile,
    watchDirectory: files.watchDirectory,
  });
  const changed: Partial<typeof TypeScript> & Record<string, unknown> = {
    sys,
    createWatchCompilerHost: ((...args: [string[], TypeScript.CompilerOptions, ...unknown[]]) => {
      const [files, options, system, , ...reporters] = args;
      const create = original.createWatchCompilerHost as unknown as (...all: unknown[]) => object;
      const all = { ...options, ...compilerOptions(original) };
      return create(files, all, system, createCellProgram(original), ...reporters);
    }) as unknown as typeof original.createWatchCompilerHost,
    transpileModule: (text, options) => transpile(original, compiled, text, options),
  };
  const module = requireTslab.cache[id];
  if (!module) throw new Error(`kernel: ${id} was loaded but is not in the module cache.`);
  module.exports = new Proxy(original, {
    get: (target, key) => (Object.hasOwn(changed, key) ? changed[key as string] : Reflect.get(target, key)),
  });
  return original;
}

function compilerOptions(ts: typeof TypeScript): TypeScript.CompilerOptions {
  return {
    strict: true,
    types: ["node"],
    lib: ["lib.es2023.d.ts"],
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    inlineSourceMap: true,
  };
}

const inlineMap = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

/** tslab's second pass, from ES module to CommonJS. The cell itself is told by its virtual file name. */
function transpile(
  ts: typeof TypeScript,
  compiled: Map<string, Compiled>,
  text: string,
  options: TypeScript.TranspileOptions,
): TypeScript.TranspileOutput {
  const found = inlineMap.exec(text);
  const payload = found ? JSON.parse(Buffer.from(found[1]!, "base64").toString()) : undefined;
  const toSource = payload ? [new SourceMap(payload)] : [];
  const plain = found ? text.slice(0, found.index) : text;
  const isCell = payload?.sources?.some((source: string) => source.endsWith("__tslab__.ts")) ?? false;
  const bound = isCell ? bindCellNames(ts, plain) : undefined;
  const keep = (code: string, maps: SourceMap[]): TypeScript.TranspileOutput => {
    const outputText = `${code}\n//# compiled ${compiled.size}`;
    compiled.set(outputText, { code, maps, bound });
    return { outputText };
  };
  // without its exports, a cell that imports nothing is a script already
  if (bound?.specifiers.length === 0) return keep(bound.text, toSource);
  const result = ts.transpileModule(bound?.text ?? plain, {
    ...options,
    compilerOptions: { ...options.compilerOptions, sourceMap: true },
  });
  const code = result.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return keep(code, [new SourceMap(JSON.parse(result.sourceMapText ?? "{}")), ...toSource]);
}
