/**
 * References to names of earlier cells. tslab turns `count` of an earlier cell into `exports.count`, but
 * leaves `{ count }` alone and calls `exports.next()` with the scope as `this`. Both are put right here,
 * in the transformers of the first pass, where the type checker knows which cell a name belongs to.
 */

import type * as TypeScript from "typescript";
import { wrapUsing } from "./using-declarations.ts";

type Transformer = TypeScript.TransformerFactory<TypeScript.SourceFile>;

/** The virtual file in which tslab declares the names of earlier cells. */
export const earlierCells = "__prev__.d.ts";

/** tslab's transformers between the two that belong here. */
export function liveReferences(
  ts: typeof TypeScript,
  program: TypeScript.Program,
  transformers: TypeScript.CustomTransformers | undefined,
): TypeScript.CustomTransformers {
  const shorthand = spellOutShorthand(ts, program.getTypeChecker());
  return {
    ...transformers,
    before: [wrapUsing(ts), ...(transformers?.before ?? [])],
    after: [shorthand, ...(transformers?.after ?? []), callWithoutThis(ts)],
  };
}

/** `{ count }` becomes `{ count: exports.count }` where `count` belongs to an earlier cell. */
function spellOutShorthand(ts: typeof TypeScript, checker: TypeScript.TypeChecker): Transformer {
  return (context) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      const inner = ts.visitEachChild(node, visit, context);
      if (ts.isBindingElement(inner)) return quoteKey(ts, inner);
      if (!ts.isShorthandPropertyAssignment(inner)) return inner;
      const symbol = checker.getShorthandAssignmentValueSymbol(ts.getOriginalNode(node));
      if (!symbol?.declarations?.some((declared) => declared.getSourceFile().fileName.endsWith(earlierCells)))
        return inner;
      const reference = ts.factory.createPropertyAccessExpression(
        ts.factory.createIdentifier("exports"),
        inner.name.text,
      );
      const fallback = inner.objectAssignmentInitializer;
      const value = fallback ? ts.factory.createAssignment(reference, fallback) : reference;
      return ts.factory.createPropertyAssignment(inner.name.text, value);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

/** `{ count: n }` as a pattern becomes `{ "count": n }`: tslab takes a key that an earlier cell's type declares for a name. */
function quoteKey(ts: typeof TypeScript, element: TypeScript.BindingElement): TypeScript.BindingElement {
  const { propertyName: key, dotDotDotToken, name, initializer } = element;
  if (!key || !ts.isIdentifier(key)) return element;
  const quoted = ts.setTextRange(ts.factory.createStringLiteral(key.text), key);
  return ts.factory.updateBindingElement(element, dotDotDotToken, quoted, name, initializer);
}

/** `exports.next()` becomes `(0, exports.next)()`. */
function callWithoutThis(ts: typeof TypeScript): Transformer {
  const isReference = (node: TypeScript.Node): node is TypeScript.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(node) &&
    node.pos < 0 &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "exports";
  return (context) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      const inner = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(inner) || !isReference(inner.expression)) return inner;
      const callee = ts.factory.createParenthesizedExpression(
        ts.factory.createComma(ts.factory.createNumericLiteral(0), inner.expression),
      );
      ts.setTextRange(callee, ts.getOriginalNode(inner.expression));
      // a call that fails points at its start
      ts.setEmitFlags(callee, ts.EmitFlags.NoTrailingSourceMap | ts.EmitFlags.NoNestedSourceMaps);
      return ts.factory.updateCallExpression(inner, callee, inner.typeArguments, inner.arguments);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
