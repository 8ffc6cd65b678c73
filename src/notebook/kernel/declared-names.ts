/**
 * The declarations that the next cell starts from, after a cell that stopped half way: names that it never
 * reached keep their earlier declaration.
 */

import type * as TypeScript from "typescript";

type Keep = (name: string) => boolean;

export function declarationsAfterFailure(
  ts: typeof TypeScript,
  earlier: string,
  attempted: string,
  missing: ReadonlySet<string>,
): string {
  if (missing.size === 0) return attempted;
  const reached = filterDeclarations(ts, attempted, (name) => !missing.has(name));
  const kept = filterDeclarations(ts, earlier, (name) => missing.has(name));
  return reached + kept;
}

function filterDeclarations(ts: typeof TypeScript, text: string, keep: Keep): string {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ES2022, true);
  const kept = file.statements.map((statement) => filterStatement(ts, statement, keep));
  return kept.map((line) => (line ? `${line}\n` : "")).join("");
}

function filterStatement(ts: typeof TypeScript, statement: TypeScript.Statement, keep: Keep): string {
  const text = statement.getText();
  if (ts.isVariableStatement(statement)) {
    const { declarations, flags } = statement.declarationList;
    const kept = declarations.filter(({ name }) => keep(name.getText()));
    const keyword = flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "var";
    const list = kept.map((declaration) => declaration.getText()).join(", ");
    return kept.length > 0 ? `declare ${keyword} ${list};` : "";
  }
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    const named = bindings && (ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements);
    const names = [statement.importClause?.name, ...(named ?? []).map(({ name }) => name)];
    return names.some((name) => name && keep(name.text)) ? text : "";
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name && keep(statement.name.text) ? text : "";
}
