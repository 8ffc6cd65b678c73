/**
 * TypeScript as tslab shall see it. tslab fixes its compiler options, so the TypeScript that it loads is
 * wrapped: strict types, Bundler resolution (package exports), only Node's ambient types, source maps for
 * both of its passes, and a program that does no more than a cell needs.
 */

import { SourceMap } from "node:module";
import type * as TypeScript from "typescript";
import { createCellProgram } from "./cell-program.ts";
import { type BoundCell, bindCellNames } from "./live-bindings.ts";
import { isLocalSource, type LocalFiles } from "./local-files.ts";
import type { ModuleResolution } from "./module-resolution.ts";
import { lowerUsing } from "./using-declarations.ts";
import { olderSyntax } from "./younger-syntax.ts";

/** JavaScript with the way back to its source, one map per compiler, last compiler first. */
export interface Compiled {
  readonly code: string;
  readonly maps: readonly SourceMap[];
  readonly bound: BoundCell | undefined;
}

type WatchArguments = [string[], TypeScript.CompilerOptions, TypeScript.System, ...unknown[]];

/** `original` with these changes; whatever it compiles is noted in `compiled`, by its text. */
export function wrapTypeScript(
  original: typeof TypeScript,
  compiled: Map<string, Compiled>,
  files: LocalFiles,
  modules: ModuleResolution,
): typeof TypeScript {
  const sys = Object.assign(Object.create(original.sys), {
    watchFile: files.watchFile,
    watchDirectory: files.watchDirectory,
    readFile: (path: string, encoding?: string) => {
      const text = original.sys.readFile(path, encoding);
      return text !== undefined && isLocalSource(path) ? olderSyntax(text) : text;
    },
  });
  const changed: Partial<typeof TypeScript> & Record<string, unknown> = {
    sys,
    createWatchCompilerHost: ((...args: unknown[]) => {
      const [files, options, system, , ...reporters] = args as WatchArguments;
      const create = original.createWatchCompilerHost as unknown as (...all: unknown[]) => object;
      const all = { ...options, ...compilerOptions(original) };
      const host = create(files, all, system, createCellProgram(original), ...reporters);
      return Object.assign(host, modules.resolver(original, system, all));
    }) as unknown as typeof original.createWatchCompilerHost,
    transpileModule: (text, options) => transpile(original, compiled, text, options),
  };
  return new Proxy(original, {
    get: (target, key) => (Object.hasOwn(changed, key) ? changed[key as string] : Reflect.get(target, key)),
  });
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
  const toEarlier = payload ? [new SourceMap(payload)] : [];
  const plain = found ? text.slice(0, found.index) : text;
  const isCell = payload?.sources?.some((source: string) => source.endsWith("__tslab__.ts")) ?? false;
  const lowered = lowerUsing(plain, isCell);
  const toSource = lowered ? [lowered.map, ...toEarlier] : toEarlier;
  const module = lowered?.code ?? plain;
  const bound = isCell ? bindCellNames(ts, module) : undefined;
  const keep = (code: string, maps: SourceMap[]): TypeScript.TranspileOutput => {
    const outputText = `${code}\n//# compiled ${compiled.size}`;
    compiled.set(outputText, { code, maps, bound });
    return { outputText };
  };
  // without its exports, a cell that imports nothing is a script already
  if (bound?.specifiers.length === 0) return keep(bound.text, toSource);
  const result = ts.transpileModule(bound?.text ?? module, {
    ...options,
    compilerOptions: { ...options.compilerOptions, sourceMap: true },
  });
  const code = result.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return keep(code, [new SourceMap(JSON.parse(result.sourceMapText ?? "{}")), ...toSource]);
}
