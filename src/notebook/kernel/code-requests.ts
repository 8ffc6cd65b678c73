/** Requests about code that is not run: completion, inspection, and whether a cell is complete. */

import type * as TypeScript from "typescript";
import type { CellConverter } from "./tslab-converter.ts";
import { isCompleteCode } from "./tslab-converter.ts";
import { olderSyntax } from "./younger-syntax.ts";

type Content = Record<string, unknown>;

export function completeRequest(converter: CellConverter, declarations: string, content: Content): Content {
  const code = String(content.code);
  const position = utf16Position(code, Number(content.cursor_pos ?? code.length));
  const { candidates, start, end } = converter.complete(declarations, code, position);
  return {
    status: "ok",
    matches: candidates,
    cursor_start: codePoints(code, start),
    cursor_end: codePoints(code, end),
    metadata: {},
  };
}

export function inspectRequest(converter: CellConverter, declarations: string, content: Content): Content {
  const code = String(content.code);
  const position = utf16Position(code, Number(content.cursor_pos ?? code.length));
  const info =
    converter.inspect(declarations, code, position) ??
    (position > 0 ? converter.inspect(declarations, code, position - 1) : undefined);
  if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
  const signature = join(info.displayParts);
  const documentation = [join(info.documentation), ...(info.tags ?? []).map(tagLine)].filter(
    (part) => part !== "",
  );
  return {
    status: "ok",
    found: true,
    data: {
      "text/plain": [signature, ...documentation].join("\n\n"),
      "text/markdown": [`\`\`\`typescript\n${signature}\n\`\`\``, ...documentation].join("\n\n"),
    },
    metadata: {},
  };
}

/** complete, incomplete (with the next line's indent) or invalid. */
export function isCompleteRequest(ts: typeof TypeScript, source: string): Content {
  const code = olderSyntax(source);
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, false);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly TypeScript.Diagnostic[] };
  return { status: parseDiagnostics.length > 0 ? "invalid" : "complete" };
}

const join = (parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string =>
  (parts ?? []).map(({ text }) => text).join("");

const tagLine = (tag: TypeScript.JSDocTagInfo): string => `@${tag.name} ${join(tag.text)}`.trim();

/** Jupyter counts characters by code point, JavaScript by UTF-16 unit. */
const utf16Position = (code: string, position: number): number =>
  [...code].slice(0, position).join("").length;
const codePoints = (code: string, position: number): number => [...code.slice(0, position)].length;
