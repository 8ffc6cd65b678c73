/**
 * What becomes of `using` declarations, which younger-syntax.ts has marked. tslab's first pass checks them
 * as constants, and here wraps their values in `$$using(value, isAsync)`. Before the second pass those in
 * blocks and functions are lowered by the course's own TypeScript; those at a cell's top level stay calls,
 * and what they name is disposed of when the cell ends, as at the end of a module.
 */

import { SourceMap } from "node:module";
import type * as TypeScript from "typescript";
import { usingMark, youngTypeScript } from "./younger-syntax.ts";

/** What a cell calls the function that takes note of a value to dispose of. */
export const usingName = "$$using";

type Transformer = TypeScript.TransformerFactory<TypeScript.SourceFile>;

/** First pass, before types are stripped: marked constants become `const x = $$using(value, isAsync)`. */
export function wrapUsing(ts: typeof TypeScript): Transformer {
  const wrap = (value: TypeScript.Expression, isAsync: boolean): TypeScript.Expression => {
    const { factory } = ts;
    const flag = isAsync ? factory.createTrue() : factory.createFalse();
    return factory.createCallExpression(factory.createIdentifier(usingName), undefined, [value, flag]);
  };
  return (context) => (file) => {
    if (!file.text.includes(usingMark.sync) && !file.text.includes(usingMark.async)) return file;
    const markOf = (list: TypeScript.Node): string => file.text.charAt(list.getStart(file) + "const".length);
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      const inner = ts.visitEachChild(node, visit, context);
      const list = ts.isForOfStatement(node) ? node.initializer : node;
      if (node.pos < 0 || !ts.isVariableDeclarationList(list)) return inner;
      const mark = markOf(list);
      if (mark !== usingMark.sync && mark !== usingMark.async) return inner;
      const isAsync = mark === usingMark.async;
      if (ts.isForOfStatement(inner)) {
        const { awaitModifier, initializer, expression, statement } = inner;
        const wrapped = wrap(expression, isAsync);
        return ts.factory.updateForOfStatement(inner, awaitModifier, initializer, wrapped, statement);
      }
      const { declarations } = inner as TypeScript.VariableDeclarationList;
      const wrapped = declarations.map((declaration) => {
        const { name, exclamationToken, type, initializer } = declaration;
        const value = initializer && wrap(initializer, isAsync);
        return ts.factory.updateVariableDeclaration(declaration, name, exclamationToken, type, value);
      });
      return ts.factory.updateVariableDeclarationList(inner as TypeScript.VariableDeclarationList, wrapped);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

/** Between the passes. `isCell`: declarations at the top level are the executor's. */
export function lowerUsing(text: string, isCell: boolean): { code: string; map: SourceMap } | undefined {
  if (!text.includes(`${usingName}(`)) return undefined;
  const ts = youngTypeScript();
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: "cell.js",
    compilerOptions: {
      allowJs: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
    transformers: { before: [unwrapUsing(ts, isCell)] },
  });
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return { code, map: new SourceMap(JSON.parse(sourceMapText ?? "{}")) };
}

/** `const x = $$using(value, false)` becomes `using x = value` again. */
function unwrapUsing(ts: typeof TypeScript, isCell: boolean): Transformer {
  const { factory } = ts;
  const wrapped = (value: TypeScript.Expression | undefined): TypeScript.CallExpression | undefined =>
    value &&
    ts.isCallExpression(value) &&
    ts.isIdentifier(value.expression) &&
    value.expression.text === usingName
      ? value
      : undefined;
  const usingList = (
    list: TypeScript.VariableDeclarationList,
    call: TypeScript.CallExpression,
  ): TypeScript.VariableDeclarationList => {
    const isAsync = call.arguments[1]?.kind === ts.SyntaxKind.TrueKeyword;
    const declarations = list.declarations.map((declaration) => {
      const value = wrapped(declaration.initializer)?.arguments[0];
      return factory.updateVariableDeclaration(declaration, declaration.name, undefined, undefined, value);
    });
    const flags = isAsync ? ts.NodeFlags.AwaitUsing : ts.NodeFlags.Using;
    return ts.setTextRange(factory.createVariableDeclarationList(declarations, flags), list);
  };
  return (context) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (isCell && ts.isVariableStatement(node) && ts.isSourceFile(node.parent))
        return ts.visitEachChild(node, (child) => ts.visitEachChild(child, visit, context), context);
      const inner = ts.visitEachChild(node, visit, context);
      if (ts.isForOfStatement(inner) && ts.isVariableDeclarationList(inner.initializer)) {
        const call = wrapped(inner.expression);
        if (!call) return inner;
        const list = usingList(inner.initializer, call);
        return factory.updateForOfStatement(
          inner,
          inner.awaitModifier,
          list,
          call.arguments[0]!,
          inner.statement,
        );
      }
      if (!ts.isVariableDeclarationList(inner)) return inner;
      const call = wrapped(inner.declarations[0]?.initializer);
      return call ? usingList(inner, call) : inner;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
