/**
 * The names that a cell declares, as live bindings. Between tslab's two passes the cell is an ES module that
 * exports its names; here the exports are taken away (a local variable stays a fast local variable) and a
 * function is added that returns one getter and one setter per name. Other cells read and write through
 * them, so closures and assignments across cells behave as in one program.
 *
 * All other replacements keep the length of the text, so positions stay true.
 */

import type * as TypeScript from "typescript";

/** What a cell calls its loader, its `import.meta` and its bindings; as long as the text that they replace. */
export const cellNames = { load: "$$load", meta: "$$cell_meta", bindings: "$$bindings" } as const;

export interface BoundCell {
  readonly text: string;
  /** Names that other cells may use. */
  readonly names: readonly string[];
  readonly isAsync: boolean;
  /** What the cell imports statically. */
  readonly specifiers: readonly string[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function bindCellNames(ts: typeof TypeScript, moduleText: string): BoundCell {
  const file = ts.createSourceFile("cell.js", moduleText, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const found: Found = { names: [], readOnly: new Set(), specifiers: [], edits: [] };
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) takeExport(ts, file, statement, found);
    else if (ts.isVariableStatement(statement)) takeVariables(ts, file, statement, found);
    else if (ts.isImportDeclaration(statement)) takeImport(ts, statement, found);
  }
  const { names, readOnly, specifiers, edits } = found;
  const isAsync = replaceModuleSyntax(ts, file, edits);
  return {
    text: applyEdits(moduleText, edits) + bindingsFunction(names, readOnly),
    names,
    isAsync,
    specifiers,
  };
}

interface Found {
  readonly names: string[];
  readonly readOnly: Set<string>;
  readonly specifiers: string[];
  readonly edits: Edit[];
}

type Statement<Kind> = [ts: typeof TypeScript, file: TypeScript.SourceFile, statement: Kind, found: Found];

/** `export { a, b }`, which tslab adds for all names of the cell. */
function takeExport(...[ts, file, statement, found]: Statement<TypeScript.ExportDeclaration>): void {
  const { exportClause, moduleSpecifier } = statement;
  if (moduleSpecifier) return;
  if (exportClause && ts.isNamedExports(exportClause))
    found.names.push(...exportClause.elements.map((element) => (element.propertyName ?? element.name).text));
  found.edits.push(blank(file, statement));
}

/** `export const tsLastExpr = …`, which tslab makes of the last expression, and the cell's own variables. */
function takeVariables(...[ts, file, statement, found]: Statement<TypeScript.VariableStatement>): void {
  const declared = declaredNames(ts, statement.declarationList);
  const exported = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (exported) {
    found.edits.push(blank(file, exported));
    found.names.push(...declared);
  }
  if (statement.declarationList.flags & ts.NodeFlags.Const)
    for (const name of declared) found.readOnly.add(name);
}

function takeImport(ts: typeof TypeScript, statement: TypeScript.ImportDeclaration, found: Found): void {
  found.specifiers.push((statement.moduleSpecifier as TypeScript.StringLiteral).text);
  for (const name of importedNames(ts, statement)) found.readOnly.add(name);
}

function bindingsFunction(names: readonly string[], readOnly: ReadonlySet<string>): string {
  const accessors = names.map((name) => {
    const get = `get ${name}() { return ${name}; }`;
    return readOnly.has(name) ? get : `${get}, set ${name}($$value) { ${name} = $$value; }`;
  });
  return `\nfunction ${cellNames.bindings}() { return { ${accessors.join(", ")} }; }\n`;
}

/** Replaces `import(…)` and `import.meta`; says whether the cell awaits at its top level. */
function replaceModuleSyntax(ts: typeof TypeScript, file: TypeScript.SourceFile, edits: Edit[]): boolean {
  let isAsync = false;
  const visit = (node: TypeScript.Node, isTop: boolean): void => {
    const start = node.getStart(file);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      edits.push({ start, end: node.expression.end, text: cellNames.load });
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      edits.push({ start, end: node.end, text: cellNames.meta });
    } else if (isTop && (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier))) {
      isAsync = true;
    }
    const childIsTop = isTop && !ts.isFunctionLike(node) && !ts.isPropertyDeclaration(node);
    ts.forEachChild(node, (child) => visit(child, childIsTop));
  };
  visit(file, true);
  return isAsync;
}

function declaredNames(ts: typeof TypeScript, list: TypeScript.VariableDeclarationList): string[] {
  const names: string[] = [];
  const collect = (name: TypeScript.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) collect(element.name);
  };
  for (const declaration of list.declarations) collect(declaration.name);
  return names;
}

function importedNames(ts: typeof TypeScript, { importClause }: TypeScript.ImportDeclaration): string[] {
  const names = importClause?.name ? [importClause.name.text] : [];
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) names.push(bindings.name.text);
  else if (bindings) names.push(...bindings.elements.map(({ name }) => name.text));
  return names;
}

function blank(file: TypeScript.SourceFile, node: TypeScript.Node): Edit {
  const start = node.getStart(file);
  return { start, end: node.end, text: file.text.slice(start, node.end).replace(/[^\n]/g, " ") };
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
