/** TypeScript's language service over the cells of a notebook: completion, types, signatures, problems. */

import ts from "typescript";
import type {
  LanguageReply,
  LanguageRequest,
  Problem,
  SignatureHelp,
} from "../../format/language-request.ts";
import { type CellModule, cellModules } from "./notebook-program.ts";

export interface NotebookLanguage {
  answer(request: LanguageRequest): LanguageReply;
}

const mostCompletions = 300;

/**
 * What is no fault in a notebook: a variable of another cell may be assigned (2632), an expression may
 * stand alone, and a name may be declared again, though here only in another cell.
 */
const allowedInCells = new Set([2632]);

/** `folder` is where the notebooks lie; their imports are resolved from there. */
export function createNotebookLanguage(folder: string): NotebookLanguage {
  const files = new Map<string, { text: string; version: number }>();
  const service = ts.createLanguageService(createHost(folder, files));

  /** Takes the cells as they are now; what has not changed keeps its version and is not checked again. */
  function update(modules: Iterable<CellModule>): void {
    const names = new Set<string>();
    for (const { fileName, text } of modules) {
      names.add(fileName);
      const known = files.get(fileName);
      if (known?.text !== text) files.set(fileName, { text, version: (known?.version ?? 0) + 1 });
    }
    for (const [name, { version }] of files) {
      if (!names.has(name)) files.set(name, { text: "export {};", version: version + 1 });
    }
  }

  return {
    answer({ kind, cells, cell, position }) {
      const modules = cellModules(cells, folder);
      update(modules.values());
      const module = modules.get(cell);
      if (module === undefined) return {};
      const source = cells.find(({ id }) => id === cell)?.source ?? "";
      const at = module.offset + Math.max(0, Math.min(position, source.length));
      switch (kind) {
        case "complete":
          return complete(service, module, at, source);
        case "inspect":
          return inspect(service, module, at);
        case "signature":
          return signature(service, module, at);
        case "problems":
          return { problems: problems(service, module, source.length) };
      }
    },
  };
}

function createHost(
  folder: string,
  files: Map<string, { text: string; version: number }>,
): ts.LanguageServiceHost {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts"],
    types: ["node"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  const fileExists = (name: string): boolean => files.has(name) || ts.sys.fileExists(name);
  const readFile = (name: string): string | undefined => files.get(name)?.text ?? ts.sys.readFile(name);
  return {
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: (name) => String(files.get(name)?.version ?? 0),
    getScriptSnapshot(name) {
      const text = readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists,
    readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
}

function complete(
  service: ts.LanguageService,
  module: CellModule,
  at: number,
  source: string,
): LanguageReply {
  const found = service.getCompletionsAtPosition(module.fileName, at, {
    includeCompletionsForModuleExports: false,
    includeCompletionsWithInsertText: false,
  });
  const end = at - module.offset;
  const word = /[\p{L}\p{N}_$]*$/u.exec(source.slice(0, end))?.[0] ?? "";
  const span = found?.optionalReplacementSpan;
  const from = span !== undefined && span.start <= at ? span.start - module.offset : end - word.length;
  const typed = source.slice(from, end).toLowerCase();
  const items = (found?.entries ?? [])
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0))
    .slice(0, mostCompletions)
    .map(({ name, kind }) => ({ label: name, kind }));
  return { completions: { from, to: end, items } };
}

function inspect(service: ts.LanguageService, module: CellModule, at: number): LanguageReply {
  const info = service.getQuickInfoAtPosition(module.fileName, at);
  if (info === undefined) return {};
  const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${joined(text)}`.trim());
  const documentation = [joined(info.documentation), ...tags].filter((part) => part !== "").join("\n");
  // A name of another cell is an import to TypeScript; to the reader it is what it names.
  const type = joined(info.displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport \S+$/, "");
  return { inspection: { type, documentation } };
}

function signature(service: ts.LanguageService, module: CellModule, at: number): LanguageReply {
  const found = service.getSignatureHelpItems(module.fileName, at, undefined);
  const item = found?.items[found.selectedItemIndex];
  if (found === undefined || item === undefined) return {};
  const separator = joined(item.separatorDisplayParts);
  const texts = item.parameters.map(({ displayParts }) => joined(displayParts));
  const here = Math.min(found.argumentIndex, Math.max(0, texts.length - 1));
  const before = texts.slice(0, here).map((text) => text + separator);
  const after = texts.slice(here + 1).map((text) => separator + text);
  const help: SignatureHelp = {
    before: joined(item.prefixDisplayParts) + before.join(""),
    parameter: texts[here] ?? "",
    after: after.join("") + joined(item.suffixDisplayParts),
    documentation: [joined(item.parameters[here]?.documentation), joined(item.documentation)]
      .filter((part) => part !== "")
      .join("\n"),
  };
  return { signature: help };
}

function problems(service: ts.LanguageService, module: CellModule, length: number): Problem[] {
  const { fileName, offset } = module;
  return [...service.getSyntacticDiagnostics(fileName), ...service.getSemanticDiagnostics(fileName)]
    .filter(({ code, start }) => !allowedInCells.has(code) && start !== undefined && start >= offset)
    .map(({ start = 0, length: size = 0, category, messageText }) => ({
      from: Math.min(start - offset, length),
      to: Math.min(start - offset + size, length),
      severity: category === ts.DiagnosticCategory.Error ? ("error" as const) : ("warning" as const),
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }))
    .filter(({ from }) => from < length || length === 0);
}

const joined = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  (parts ?? []).map(({ text }) => text).join("");
