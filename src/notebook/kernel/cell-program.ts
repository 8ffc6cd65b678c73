/**
 * The program in which the type checker sees a cell. TypeScript's own builder works out, for every program,
 * which of several hundred files refer to which; a kernel only asks what the cell itself refers to, so
 * this does no more than that, and a trivial cell takes half the time.
 */

import type * as TypeScript from "typescript";
import { earlierCells, liveReferences } from "./live-references.ts";

type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;

/** Parts of the compiler that its types leave out. */
interface ReleasingHost {
  onReleaseOldSourceFile?: (file: TypeScript.SourceFile, ...rest: unknown[]) => void;
}

interface Internals {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
}

interface BoundFile extends TypeScript.SourceFile {
  readonly locals?: unknown;
  readonly imports?: readonly TypeScript.StringLiteral[];
  readonly resolvedModules?: {
    get(name: string, mode: undefined): { resolvedModule?: { resolvedFileName: string } } | undefined;
  };
}

/** Takes the place of TypeScript's createEmitAndSemanticDiagnosticsBuilderProgram. */
export function createCellProgram(ts: typeof TypeScript): TypeScript.CreateProgram<Builder> {
  const hosts = new WeakSet<object>();
  return (...args) => {
    const host = args[2] as TypeScript.CompilerHost & ReleasingHost;
    if (!hosts.has(host)) keepDeclarations(host);
    hosts.add(host);
    const builder = ts.createAbstractBuilder(...args);
    const program = builder.getProgram();
    const cellProgram: Partial<Builder> = {
      ...builder,
      getSourceFile: (name) => bound(ts, program, program.getSourceFile(name)),
      getAllDependencies: (file) => localDependencies(program, file),
      emit: (file, write, token, onlyDeclarations, transformers) =>
        program.emit(file, write, token, onlyDeclarations, liveReferences(ts, program, transformers)),
    };
    return cellProgram as Builder;
  };
}

/**
 * A cell that imports nothing leaves the declarations of packages out of the program, and TypeScript forgets
 * them. Here they are kept, so that the next cell that imports does not read them again.
 */
function keepDeclarations(host: ReleasingHost): void {
  const release = host.onReleaseOldSourceFile;
  host.onReleaseOldSourceFile = (file, ...rest) => {
    const isFixed = file.isDeclarationFile && !file.fileName.endsWith(earlierCells);
    if (!isFixed) release?.(file, ...rest);
  };
}

/** tslab reads the names that a file declares; they are there once it is bound. */
function bound(
  ts: typeof TypeScript,
  program: TypeScript.Program,
  file: TypeScript.SourceFile | undefined,
): TypeScript.SourceFile | undefined {
  if (file && !(file as BoundFile).locals)
    (ts as unknown as Internals).bindSourceFile(file, program.getCompilerOptions());
  return file;
}

/** The file and the sources that it imports, directly or not; declarations of packages are not followed. */
function localDependencies(program: TypeScript.Program, first: TypeScript.SourceFile): string[] {
  const found = new Set<string>();
  const follow = (file: BoundFile | undefined): void => {
    if (!file || file.isDeclarationFile || found.has(file.fileName)) return;
    found.add(file.fileName);
    for (const { text } of file.imports ?? []) {
      const resolved = file.resolvedModules?.get(text, undefined)?.resolvedModule;
      if (resolved) follow(program.getSourceFile(resolved.resolvedFileName));
    }
  };
  follow(first);
  return [...found];
}
