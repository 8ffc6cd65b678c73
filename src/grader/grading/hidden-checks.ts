/**
 * Hidden checks of a class: edge cases that a student should think of. Everyone knows beforehand how many there are
 * and what they are worth; their titles and their code do not ship with a class's copy of the course.
 *
 * In the course itself nothing is hidden: a learner who works alone sees every check.
 */

import ts from "typescript";
import type { CheckEntry, Exercise } from "./exercise-list.ts";

/** "hidden check 1 of 2", in the order of the list; undefined for a check that everyone sees. */
export function hiddenLabel({ checks }: Exercise, id: string): string | undefined {
  const hidden = checks.filter((check) => check.hidden);
  const number = 1 + hidden.findIndex((check) => check.id === id);
  return number === 0 ? undefined : `hidden check ${number} of ${hidden.length}`;
}

/** What is announced of the checks that run only when the class is graded; undefined where there are none. */
export function heldBackNote(exercise: Exercise): string | undefined {
  const away = exercise.checks.filter(({ heldBack }) => heldBack);
  if (away.length === 0) return undefined;
  const points = away.map((check) => `${hiddenLabel(exercise, check.id)}, ${amount(check.points)}`);
  const all = amount(exercise.checks.reduce((sum, check) => sum + check.points, 0));
  return `Not run here: ${points.join("; ")} (of ${all} in all). Hidden checks run when the class is graded; they try inputs that the statement allows.`;
}

const amount = (points: number): string => (points === 1 ? "1 point" : `${points} points`);

/** The exercise as a class's copy of the list has it. */
export function releasedExercise(exercise: Exercise): Exercise {
  const checks = exercise.checks.map((check): CheckEntry => {
    const title = hiddenLabel(exercise, check.id);
    return title === undefined
      ? check
      : { id: check.id, points: check.points, title, hidden: true, heldBack: true };
  });
  return { ...exercise, checks };
}

/**
 * The text of a file of tests/exercises/ without the exercise's hidden checks, and without what only they used.
 * Throws where a hidden check is not stated as `check("e", …)`, a statement of its own, because it would ship.
 */
export function releasedChecks({ file, checks }: Exercise, source: string): string {
  const ids = checks.filter(({ hidden }) => hidden).map(({ id }) => id);
  if (ids.length === 0) return source;
  const statements = checkStatements(parse(source)).filter(({ id }) => ids.includes(id));
  for (const id of ids) {
    if (statements.filter((statement) => statement.id === id).length !== 1)
      throw new Error(
        `releasedChecks: ${file} needs one statement check("${id}", …) with its id written out, because ${id} is hidden.`,
      );
  }
  let text = cut(
    source,
    statements.map(({ node }) => node),
  );
  for (let next = withoutUnused(text); next !== text; next = withoutUnused(text)) text = next;
  return text;
}

const parse = (source: string): ts.SourceFile =>
  ts.createSourceFile("checks.ts", source, ts.ScriptTarget.Latest, true);

/** Leaves the nodes out, with the comments before them; the one that opens the file stays. */
function cut(source: string, nodes: readonly ts.Node[]): string {
  const from = (node: ts.Node): number => (node.pos === 0 ? node.getStart() : node.pos);
  return [...nodes]
    .sort((a, b) => b.pos - a.pos)
    .reduce((text, node) => text.slice(0, from(node)) + text.slice(node.end), source);
}

/** The code of the checks that are stated as `check("e", …)`, by id. */
export function codeOfChecks(source: string): Record<string, string> {
  return Object.fromEntries(checkStatements(parse(source)).map(({ id, node }) => [id, node.getText()]));
}

/** Statements `check("e", …)`, at any depth. */
function checkStatements(root: ts.Node): { id: string; node: ts.Node }[] {
  const found: { id: string; node: ts.Node }[] = [];
  const visit = (node: ts.Node): void => {
    const id = ts.isExpressionStatement(node) ? checkId(node.expression) : undefined;
    if (id === undefined) ts.forEachChild(node, visit);
    else found.push({ id, node });
  };
  visit(root);
  return found;
}

function checkId(call: ts.Expression): string | undefined {
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== "check")
    return undefined;
  const [id] = call.arguments;
  return id && ts.isStringLiteral(id) ? id.text : undefined;
}

/** Without the declarations and imports whose names stand nowhere else; one round. */
function withoutUnused(source: string): string {
  const file = parse(source);
  const counts = new Map<string, number>();
  const count = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isKey(node)) counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, count);
  };
  count(file);
  const isUnused = (name: ts.Node | undefined): boolean =>
    name !== undefined && ts.isIdentifier(name) && counts.get(name.text) === 1;
  const text = cut(
    source,
    file.statements.filter(
      (statement) => namesOf(statement).length > 0 && namesOf(statement).every(isUnused),
    ),
  );
  return text === source ? withoutUnusedNames(file, source, isUnused) : text;
}

/** `large` in `sizes.large` and in `{ large: 9 }` names no declaration of the file. */
const isKey = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) ||
    ts.isPropertyAssignment(node.parent) ||
    ts.isPropertySignature(node.parent)) &&
  node.parent.name === node;

/** What a statement of the file brings into being. */
function namesOf(statement: ts.Statement): ts.Node[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name);
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
    return statement.name ? [statement.name] : [];
  return ts.isImportDeclaration(statement) ? importedNames(statement).map(({ name }) => name) : [];
}

function importedNames({ importClause }: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
}

/** Imports that bring several names, some of them unused, keep the others. */
function withoutUnusedNames(
  file: ts.SourceFile,
  source: string,
  isUnused: (name: ts.Node) => boolean,
): string {
  const imports = file.statements.filter(ts.isImportDeclaration).reverse();
  return imports.reduce((text, statement) => {
    const names = importedNames(statement);
    const kept = names.filter(({ name }) => !isUnused(name));
    if (kept.length === names.length) return text;
    const { pos, end } = statement.importClause!.namedBindings!;
    return `${text.slice(0, pos)} { ${kept.map((name) => name.getText(file)).join(", ")} }${text.slice(end)}`;
  }, source);
}
