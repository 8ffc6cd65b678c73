/**
 * What a cell imports: packages and Node's modules from the notebook's folder, and local TypeScript that the
 * converter compiled, which is run anew after it changed. ES modules are loaded with `require` where Node
 * can; those that await at their top level are imported before the cell starts.
 */

import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { SourcePositions } from "./source-positions.ts";
import type { CompiledModule } from "./tslab-converter.ts";

export type Require = (id: string) => unknown;

/** Members of Node's module class that its types leave out. */
type CompilingModule = Module & { _compile(code: string, path: string): void };

export class CellModules {
  readonly require: Require;
  readonly #cwd: string;
  readonly #positions: SourcePositions;
  readonly #tslab: () => unknown;
  readonly #sources = new Map<string, CompiledModule>();
  readonly #loaded = new Map<string, Module>();
  /** Local module -> the local modules that import it. */
  readonly #importers = new Map<string, Set<string>>();
  readonly #awaited = new Map<string, unknown>();

  constructor(cwd: string, positions: SourcePositions, tslab: () => unknown) {
    this.#cwd = cwd;
    this.#positions = positions;
    this.#tslab = tslab;
    this.require = this.#requireFrom(join(cwd, "cell.js"));
  }

  /** Takes what the converter compiled; forgets the loaded version and everything that imports it. */
  update(modules: readonly CompiledModule[]): void {
    for (const compiled of modules) {
      this.#forget(compiled.path);
      this.#sources.set(compiled.path, compiled);
      this.#positions.add(compiled.path, {
        name: relative(this.#cwd, compiled.path).replace(/\.js$/, ".ts"),
        maps: compiled.maps,
        linesBefore: 0,
        columnsBefore: 0,
      });
    }
  }

  /** Imports the modules that await at their top level, so that `require` can hand them out. */
  async prepare(specifiers: readonly string[]): Promise<void> {
    for (const id of specifiers) {
      try {
        this.require(id);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ERR_REQUIRE_ASYNC_MODULE") continue;
        const namespace = (await this.#import(id)) as object;
        this.#awaited.set(id, Object.create(namespace, { __esModule: { value: true } }));
      }
    }
  }

  /** `import(id)` in a cell. */
  async load(id: string): Promise<unknown> {
    const isOurs = id === "tslab" || id.endsWith(".json") || this.#find(this.#cwd, id);
    if (isOurs) return asNamespace(this.require(id));
    return this.#import(id);
  }

  #import(id: string): Promise<unknown> {
    const path = createRequire(join(this.#cwd, "cell.js")).resolve(id);
    return import(/* @vite-ignore */ Module.isBuiltin(path) ? path : pathToFileURL(path).href);
  }

  #forget(path: string): void {
    if (!this.#loaded.delete(path)) return;
    for (const importer of this.#importers.get(path) ?? []) this.#forget(importer);
  }

  #find(folder: string, id: string): string | undefined {
    if (!isLocal(id)) return undefined;
    const path = join(folder, id);
    const candidates = [path.replace(/\.tsx?$/, ".js"), `${path}.js`, join(path, "index.js")];
    return candidates.find((candidate) => this.#sources.has(candidate));
  }

  #requireFrom(importer: string): Require {
    const nodeRequire = createRequire(importer);
    const require = (id: string): unknown => {
      if (id === "tslab") return this.#tslab();
      if (this.#awaited.has(id)) return this.#awaited.get(id);
      if (isLocal(id) && id.endsWith(".json"))
        return JSON.parse(readFileSync(join(dirname(importer), id), "utf8")) as unknown; // it may have changed
      const path = this.#find(dirname(importer), id);
      return path ? this.#requireLocal(path, importer) : nodeRequire(id);
    };
    return Object.assign(require, { resolve: nodeRequire.resolve, cache: nodeRequire.cache });
  }

  #requireLocal(path: string, importer: string): unknown {
    const importers = this.#importers.get(path) ?? new Set();
    this.#importers.set(path, importers.add(importer));
    const loaded = this.#loaded.get(path);
    if (loaded) return loaded.exports;
    const module = new Module(path) as CompilingModule;
    module.filename = path;
    module.require = this.#requireFrom(path) as typeof module.require;
    this.#loaded.set(path, module);
    try {
      module._compile(this.#sources.get(path)!.code, path);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }
}

const isLocal = (id: string): boolean => /^\.\.?(\/|$)/.test(id);

/** `import.meta` of a cell. */
export function cellMeta(cwd: string, file: string): Record<string, unknown> {
  const { resolve } = createRequire(join(cwd, "cell.js"));
  return {
    dirname: cwd,
    filename: join(cwd, file),
    url: pathToFileURL(join(cwd, file)).href,
    resolve: (id: string) => pathToFileURL(resolve(id)).href,
  };
}

function asNamespace(exports: unknown): unknown {
  const isModule = typeof exports === "object" && exports !== null && "__esModule" in exports;
  return isModule ? exports : { ...(exports as object), default: exports };
}
