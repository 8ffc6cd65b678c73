/**
 * From compiled positions back to what the learner wrote. Cells and local modules pass through two
 * compilers, so their positions go back through two source maps; the library's go through the maps beside it.
 * Frames of the kernel and of Node's own insides are left out of every stack.
 */

import { readFileSync } from "node:fs";
import { findSourceMap, SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export interface SourcePosition {
  /** "cell 3", "lesson.ts", "node_modules/…". */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The source line, where it is known. */
  readonly text?: string | undefined;
}

export interface CompiledSource {
  readonly name: string;
  /** One map per compiler, last compiler first. */
  readonly maps: readonly SourceMap[];
  /** Lines that the first compiler saw before the source itself. */
  readonly linesBefore: number;
  /** Characters that stand before the compiled code on its first line. */
  readonly columnsBefore: number;
  /** What follows these lines is the kernel's own. */
  readonly linesOfCode?: number;
  readonly text?: string;
}

const kernelFolder = dirname(fileURLToPath(import.meta.url));
const calledFrom = /\/(dist|src)\/notebook\/kernel\/|\/node_modules\/(tslab|@tslab|tsx)\//;

export class SourcePositions {
  readonly #sources = new Map<string, CompiledSource>();
  readonly #cwd: string;
  /** Maps of built files, read when they are first asked for. */
  readonly #maps = new Map<string, SourceMap | undefined>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  add(file: string, source: CompiledSource): void {
    this.#sources.set(file, source);
  }

  /** From now on `error.stack` speaks of cells and sources, wherever it is read. */
  install(): void {
    Error.prepareStackTrace = (error, sites) => {
      const frames = sites.map((site) => this.#frame(site)).filter((frame) => frame !== undefined);
      return [headline(error), ...frames].join("\n");
    };
  }

  /** Where compiled code at `line`, `column` (from 1) comes from; nothing for insides. */
  find(file: string, line: number, column: number): SourcePosition | undefined {
    const source = this.#sources.get(file);
    if (source) return sourceOfCell(source, line, column);
    const path = file.startsWith("file://") ? fileURLToPath(file) : file;
    if (path.startsWith("node:") || path.startsWith(kernelFolder) || calledFrom.test(path)) return undefined;
    // where the sources run through tsx, built files do too, and it keeps a map of its own
    const loader = findSourceMap(path);
    const built = (loader && originalEntry(loader, line - 1, column - 1)) ?? {
      line: line - 1,
      column: column - 1,
    };
    const map = this.#mapBeside(path);
    const entry = map && originalEntry(map, built.line, built.column);
    if (!entry) return { name: this.#shorten(path), line, column };
    const original = join(dirname(path), entry.source);
    return { name: this.#shorten(original), line: entry.line + 1, column: entry.column + 1 };
  }

  /** The source of a cell or local module by the name that frames give it. */
  textOf(name: string): string | undefined {
    for (const source of this.#sources.values()) if (source.name === name) return source.text;
    return undefined;
  }

  #mapBeside(path: string): SourceMap | undefined {
    if (!this.#maps.has(path)) this.#maps.set(path, readMap(`${path}.map`));
    return this.#maps.get(path);
  }

  #shorten(path: string): string {
    const modules = path.lastIndexOf("/node_modules/");
    return modules >= 0 ? path.slice(modules + 1) : relative(this.#cwd, path);
  }

  #frame(site: NodeJS.CallSite): string | undefined {
    const file = site.getFileName();
    const line = site.getLineNumber();
    if (!file || !line) return undefined;
    const position = this.find(file, line, site.getColumnNumber() ?? 1);
    if (!position) return undefined;
    const where = `${position.name}:${position.line}:${position.column}`;
    const name = site.getFunctionName()?.replace(/^Object\./, "");
    if (!name) return `    at ${where}`;
    return `    at ${site.isAsync() ? "async " : ""}${site.isConstructor() ? "new " : ""}${name} (${where})`;
  }
}

function sourceOfCell(source: CompiledSource, line: number, column: number): SourcePosition | undefined {
  if (line > (source.linesOfCode ?? Number.POSITIVE_INFINITY)) return undefined;
  const before = line === 1 ? source.columnsBefore : 0;
  let place: { line: number; column: number } | undefined = { line: line - 1, column: column - 1 - before };
  for (const map of source.maps) place = place && originalEntry(map, place.line, place.column);
  return place && { name: source.name, line: place.line - source.linesBefore + 1, column: place.column + 1 };
}

/** Line and column from 0; nothing for code that the compiler added. */
function originalEntry(
  map: SourceMap,
  line: number,
  column: number,
): { source: string; line: number; column: number } | undefined {
  const entry = map.findEntry(line, column);
  if (!("originalLine" in entry) || typeof entry.originalLine !== "number") return undefined;
  return { source: entry.originalSource, line: entry.originalLine, column: entry.originalColumn };
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined; // most files have none
  }
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
