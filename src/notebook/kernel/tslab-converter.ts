/**
 * The converter of tslab (pinned at 1.0.22): TypeScript of one cell in, JavaScript and the declarations
 * that the next cell starts from out. The only file that reaches into tslab.
 */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as TypeScript from "typescript";
import { requireCached } from "./compile-cache.ts";
import { type LocalFiles, watchLocalFiles } from "./local-files.ts";
import { ModuleResolution } from "./module-resolution.ts";
import { type Compiled, wrapTypeScript } from "./wrapped-typescript.ts";
import { olderSyntax } from "./younger-syntax.ts";

export interface CellDiagnostic {
  /** Zero-based. */
  readonly start: { readonly line: number; readonly character: number; readonly offset: number };
  readonly end: { readonly line: number; readonly character: number; readonly offset: number };
  readonly messageText: string;
  readonly code: number;
  /** A file beside the notebook; absent for the cell itself. */
  readonly fileName?: string;
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

/** "Cannot find module …". */
const moduleNotFound = 2307;

const requireHere = createRequire(import.meta.url);
const requireTslab = createRequire(requireHere.resolve("tslab"));

/** tslab itself, as a cell that imports it shall see it: its display functions write to `publish`. */
export function loadTslab(publish: (content: Record<string, unknown>, update: boolean) => void): unknown {
  requireTslab("./jupyter.js").lastWriteDisplayData = publish;
  return requireTslab("./public.js");
}

let saveCompiled: (() => void) | undefined;

/** Writes what makes the next start quicker; to be called when nobody waits. */
export function prepareNextStart(): void {
  saveCompiled?.();
  saveCompiled = undefined;
}

/** tslab's judgement of a cell that is being typed. */
export function isCompleteCode(code: string): { completed: boolean; indent?: string } {
  return requireTslab("./converter.js").isCompleteCode(code);
}

/** Makes a converter for notebooks in the working directory. Reads the types of Node, so it takes a second. */
export function createCellConverter(): CellConverter {
  const compiled = new Map<string, Compiled>();
  const files = watchLocalFiles();
  const modules = new ModuleResolution();
  const typescript = loadTypeScript(compiled, files, modules);
  const converter: TslabConverter = requireTslab("./converter.js").createConverter({
    isJS: false,
    isBrowser: false,
  });
  let misses = false;
  const take = (text: string): Compiled => compiled.get(text) as Compiled;
  return {
    typescript,
    convert(declarations, source) {
      compiled.clear();
      files.notifyChanges();
      if (misses) modules.retry();
      const { diagnostics, output, declOutput, sideOutputs, lastExpressionVar } = converter.convert(
        declarations,
        olderSyntax(source),
      );
      modules.settle();
      misses = diagnostics.some(({ code }) => code === moduleNotFound);
      return {
        diagnostics,
        ...(output !== undefined && { cell: take(output) }),
        modules: (sideOutputs ?? []).map(({ path, data }) => ({ path, ...take(data) })),
        declarations: declOutput ?? "",
        ...(lastExpressionVar !== undefined && { resultName: lastExpressionVar }),
      };
    },
    complete: (declarations, source, position) =>
      converter.complete(declarations, olderSyntax(source), position),
    inspect: (declarations, source, position) =>
      converter.inspect(declarations, olderSyntax(source), position),
  };
}

function loadTypeScript(
  compiled: Map<string, Compiled>,
  files: LocalFiles,
  modules: ModuleResolution,
): typeof TypeScript {
  const id = requireTslab.resolve("@tslab/typescript-for-tslab");
  saveCompiled = requireCached(
    id,
    join(dirname(requireTslab.resolve("tslab/package.json")), "../.cache/unrolled"),
  );
  const original: typeof TypeScript = requireTslab(id);
  const module = requireTslab.cache[id];
  if (!module) throw new Error(`kernel: ${id} was loaded but is not in the module cache.`);
  module.exports = wrapTypeScript(original, compiled, files, modules);
  return original;
}
