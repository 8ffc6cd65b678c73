/**
 * The type errors of an answer, one note each with its line. Grading goes on regardless, as JavaScript would run.
 * One language service stays warm, so that only the answer is read again.
 */

import { join } from "node:path";
import ts from "typescript";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  customConditions: ["source"],
};

/** What an answer finds besides the language: a console. */
const surroundings =
  "declare const console: Record<'log' | 'error' | 'warn' | 'info' | 'table', (...values: unknown[]) => void>;";

const maxNotes = 5;

export interface TypeChecker {
  /** `file`: shown in the notes. */
  check(source: string, file: string): string[];
}

/** `root`: the project, whose library gives the types. */
export function createTypeChecker(root: string): TypeChecker {
  const answer = join(root, "exercises", "answer-being-checked.ts");
  const around = join(root, "exercises", "answer-surroundings.d.ts");
  const texts = new Map([
    [answer, ""],
    [around, surroundings],
  ]);
  let version = 0;
  const read = (path: string): string | undefined => texts.get(path) ?? ts.sys.readFile(path);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [answer, around],
    getScriptVersion: (path) => (path === answer ? String(version) : "0"),
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
    readFile: read,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  });
  return {
    check(source, file) {
      texts.set(answer, source);
      version++;
      const found = service.getSemanticDiagnostics(answer);
      const notes = found.slice(0, maxNotes).map((diagnostic) => {
        const line = ts.getLineAndCharacterOfPosition(diagnostic.file!, diagnostic.start ?? 0).line + 1;
        const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
        return `Type error in ${file}, line ${line}: ${message}`;
      });
      if (found.length > maxNotes) notes.push(`… and ${found.length - maxNotes} more type errors.`);
      return notes;
    },
  };
}
