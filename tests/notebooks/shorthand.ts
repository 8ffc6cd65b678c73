/**
 * Shorthand properties of names from earlier cells: `{ seeds }` where another cell declared `seeds`. Stock tslab turns
 * such a name into a property of its own and forgets the shorthand, so the cell fails there; `{ seeds: seeds }` works.
 */

import ts from "typescript";
import type { Notebook } from "../../src/notebook/format/notebook.ts";

export interface Shorthand {
  readonly cell: string;
  readonly name: string;
  /** Where the name ends in the cell's source. */
  readonly end: number;
}

export function shorthandsAcrossCells({ cells }: Notebook): Shorthand[] {
  const earlier = new Set<string>();
  const found: Shorthand[] = [];
  for (const { cell_type, id, source } of cells) {
    if (cell_type !== "code") continue;
    const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
    const own = new Set<string>();
    const used: Shorthand[] = [];
    const visit = (node: ts.Node): void => {
      const isDeclaration =
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isClassDeclaration(node) ||
        ts.isImportSpecifier(node) ||
        ts.isNamespaceImport(node) ||
        ts.isImportClause(node);
      if (isDeclaration && node.name && ts.isIdentifier(node.name)) own.add(node.name.text);
      if (ts.isShorthandPropertyAssignment(node))
        used.push({ cell: id, name: node.name.text, end: node.name.end });
      ts.forEachChild(node, visit);
    };
    visit(file);
    found.push(...used.filter(({ name }) => !own.has(name) && earlier.has(name)));
    for (const name of own) earlier.add(name);
  }
  return found;
}
