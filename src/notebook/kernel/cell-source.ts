/** What a cell may say beyond what tslab takes; every rewriting keeps the length, so positions stay true. */

import type * as TypeScript from "typescript";

/** `export const a = 1` declares `a` like any other line: all names of a cell are shared anyway. */
export function withoutExports(ts: typeof TypeScript, source: string): string {
  if (!/\bexport\b/.test(source)) return source;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, false);
  let result = source;
  for (const statement of file.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) continue;
    for (const modifier of modifiers) {
      if (modifier.kind !== ts.SyntaxKind.ExportKeyword) continue;
      const start = modifier.getStart(file);
      result = result.slice(0, start) + " ".repeat(modifier.end - start) + result.slice(modifier.end);
    }
  }
  return result;
}
