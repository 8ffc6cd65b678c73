/**
 * Syntax that is younger than tslab's TypeScript 5.0: `using`, `await using` and import attributes. The code
 * is read with the course's own TypeScript, and what tslab does not know gives way to something as long, so
 * positions stay true: `using` becomes `const`, followed by a rare kind of space that marks it for
 * using-declarations.ts; import attributes become blanks, because the file's name says what it is.
 */

import { createRequire } from "node:module";
import type * as TypeScript from "typescript";

/** The space after a `const` that was `using` or `await using`. Both are white space in TypeScript. */
export const usingMark = { sync: "\u2000", async: "\u2001" } as const;

const mayBeYounger = /(?:^|[;{}(]|\bawait)\s*using\s+[\w$]+\s*(?::[^=;]+)?(?:=|of\b)|\bwith\s*:?\s*\{/m;

const requireHere = createRequire(import.meta.url);

/** The course's own TypeScript; it takes half a second to load, so only cells that need it wait for it. */
export const youngTypeScript = (): typeof TypeScript => requireHere("typescript") as typeof TypeScript;

/** The source as tslab can read it. */
export function olderSyntax(source: string): string {
  if (!mayBeYounger.test(source)) return source;
  const ts = youngTypeScript();
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ESNext, true);
  const characters = source.split("");
  const blank = (start: number, end: number): void => {
    for (let at = start; at < end; at++) if (characters[at] !== "\n") characters[at] = " ";
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isVariableDeclarationList(node)) replaceUsing(ts, node, source, characters, blank);
    else if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.attributes) blank(node.attributes.getStart(file), node.attributes.end);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name, options] = node.arguments;
      if (name && options) blank(name.end, options.end);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return characters.join("");
}

function replaceUsing(
  ts: typeof TypeScript,
  list: TypeScript.VariableDeclarationList,
  source: string,
  characters: string[],
  blank: (start: number, end: number) => void,
): void {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  const isAsync = kind === ts.NodeFlags.AwaitUsing;
  if (kind !== ts.NodeFlags.Using && !isAsync) return;
  const start = list.getStart();
  const keyword = source.indexOf("using", start);
  if (!/\s/.test(source.charAt(keyword + 5))) return; // a comment stands there: tslab will complain
  blank(start, keyword);
  const replacement = `const${isAsync ? usingMark.async : usingMark.sync}`;
  for (const [at, character] of [...replacement].entries()) characters[keyword + at] = character;
}
