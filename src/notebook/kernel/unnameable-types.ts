/**
 * Variables whose type has no name outside its package, such as `const fs = await import("node:fs")`. The
 * next cell could not be told their type, so TypeScript refuses them; here they are given one that has a
 * name, or `any`.
 */

import type * as TypeScript from "typescript";
import type { CellDiagnostic } from "./tslab-converter.ts";

/** "The inferred type of … cannot be named without a reference to …". */
const notPortable = 2742;

/** TypeScript's errors about writing declarations. */
const isAboutDeclarations = ({ code, fileName }: CellDiagnostic): boolean =>
  ((code >= 4000 && code < 4200) || code === notPortable) && fileName === undefined;

/** The source with the missing type annotations; nothing if there are other errors, or nothing helps. */
export function annotateUnnameable(
  ts: typeof TypeScript,
  source: string,
  diagnostics: readonly CellDiagnostic[],
): string | undefined {
  if (diagnostics.length === 0 || !diagnostics.every(isAboutDeclarations)) return undefined;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  const places = new Map<number, string>();
  const visit = (node: TypeScript.Node): void => {
    const isVariable = ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && !node.type;
    if (isVariable && diagnostics.some(({ start }) => start.offset === node.name.getStart(file)))
      places.set(node.name.end, annotation(ts, node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(file);
  let result = source;
  for (const [end, text] of [...places].sort(([a], [b]) => b - a))
    result = result.slice(0, end) + text + result.slice(end);
  return places.size > 0 ? result : undefined;
}

function annotation(ts: typeof TypeScript, initializer: TypeScript.Expression | undefined): string {
  const call = initializer && ts.isAwaitExpression(initializer) ? initializer.expression : undefined;
  const isImport = call && ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? `: typeof import(${call.arguments[0]!.getText()})` : ": any";
}
