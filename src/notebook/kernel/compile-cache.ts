/**
 * Keeps what V8 made of a large CommonJS file (TypeScript, 10 MB), so that the next kernel need not compile it
 * again: a tenth of the kernel's start. Node does this itself only from version 22 on. V8 refuses a cache of
 * another version or source; then, and whenever anything else goes wrong, the file is loaded as usual.
 */

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

/** Members of Node's module class that its types leave out. */
type ModuleClass = typeof Module & {
  readonly _cache: Record<string, Module>;
  _nodeModulePaths(folder: string): string[];
};

type Wrapper = (exports: unknown, require: unknown, module: Module, file: string, folder: string) => void;

/** Loads a module as `require` does; returns how to write the cache, when there was none that served. */
export function requireCached(path: string, folder: string): (() => void) | undefined {
  const { _cache, _nodeModulePaths } = Module as ModuleClass;
  if (_cache[path]) return undefined;
  const { size, mtimeMs } = statSync(path);
  const file = join(folder, `${basename(path)}-${process.version}-${process.arch}-${size}-${mtimeMs}.bin`);
  const cachedData = readOrNothing(file);
  const source = readFileSync(path, "utf8");
  const script = new Script(Module.wrap(source), { filename: path, ...(cachedData && { cachedData }) });
  const module = new Module(path);
  Object.assign(module, { filename: path, paths: _nodeModulePaths(dirname(path)) });
  _cache[path] = module;
  try {
    const run = script.runInThisContext() as Wrapper;
    run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  } catch (error) {
    delete _cache[path];
    throw error;
  }
  module.loaded = true;
  if (cachedData && script.cachedDataRejected !== true) return undefined;
  return () => write(file, script.createCachedData());
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Another kernel may do the same at this moment. */
function write(file: string, data: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, data);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // a folder that cannot be written to: the next start takes as long as this one
  }
}
