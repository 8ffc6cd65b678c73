/**
 * A notebook as a TypeScript program. Each cell is a module that exports what it declares and imports what
 * the cells above declare, so that a name may be declared again further down, as in the kernel.
 */

import ts from "typescript";
import type { CellText } from "../../format/language-request.ts";

export interface CellModule {
  readonly fileName: string;
  readonly text: string;
  /** Where the cell's source begins in the text. */
  readonly offset: number;
}

/** `folder` is where the notebook's imports are resolved from. */
export function cellModules(cells: readonly CellText[], folder: string): Map<string, CellModule> {
  const modules = new Map<string, CellModule>();
  /** Name -> the module that declared it last. */
  const visible = new Map<string, string>();
  cells.forEach(({ id, source }, index) => {
    const specifier = `./.cell-${index}`;
    const own = declaredNames(source);
    const imports = new Map<string, string[]>();
    for (const [name, from] of visible) {
      if (!own.has(name)) imports.set(from, [...(imports.get(from) ?? []), name]);
    }
    const lines = [...imports].map(([from, names]) => `import { ${names.join(", ")} } from "${from}.js";`);
    const unexported = [...own].flatMap(([name, isExported]) => (isExported ? [] : [name]));
    const prefix = `${lines.join(" ")}\n`;
    const text = `${prefix}${source}\nexport { ${unexported.join(", ")} };\n`;
    modules.set(id, { fileName: `${folder}/.cell-${index}.ts`, text, offset: prefix.length });
    for (const name of own.keys()) visible.set(name, specifier);
  });
  return modules;
}

/** Names that a cell declares or imports at its outermost level, and whether it exports them itself. */
function declaredNames(source: string): Map<string, boolean> {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, false);
  const names = new Map<string, boolean>();
  for (const statement of file.statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
    for (const name of namesOf(statement)) if (name !== "") names.set(name, isExported);
  }
  return names;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  const named =
    bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
  return [clause, ...named].flatMap((each) => each?.name?.text ?? []);
}
