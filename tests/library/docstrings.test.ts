/** Every public symbol of the library says what it is: what an API page and an editor's tooltip show. */

import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const library = join(import.meta.dirname, "../../src/library");
const barrels = readdirSync(library)
  .map((folder) => join(library, folder, "index.ts"))
  .filter((file) => ts.sys.fileExists(file))
  .sort();
/** Names and comments are all that is asked for, so no standard library and no check of types. */
const program = ts.createProgram(barrels, {
  noLib: true,
  types: [],
  noEmit: true,
  allowImportingTsExtensions: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ESNext,
});
const checker = program.getTypeChecker();

interface PublicSymbol {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

/** What a barrel exports, and the public members of its classes as "Class.member". */
function publicSymbols(barrel: string): PublicSymbol[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(barrel)!)!;
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return [{ name: exported.name, symbol }, ...membersOf(exported.name, symbol)];
  });
}

function membersOf(owner: string, symbol: ts.Symbol): PublicSymbol[] {
  if (!(symbol.flags & ts.SymbolFlags.Class)) return [];
  const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  return members.filter(isPublic).map((member) => ({ name: `${owner}.${member.name}`, symbol: member }));
}

function isPublic(member: ts.Symbol): boolean {
  const declaration = member.valueDeclaration;
  if (!declaration || member.flags & ts.SymbolFlags.Prototype) return false;
  return !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private);
}

const isDocumented = ({ symbol }: PublicSymbol): boolean =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim().length > 0;

function placeOf({ name, symbol }: PublicSymbol): string {
  const file = symbol.declarations?.[0].getSourceFile().fileName ?? library;
  return `${relative(library, file)}: ${name}`;
}

describe.each(barrels.map((barrel) => [relative(library, barrel), barrel]))("%s", (_name, barrel) => {
  const symbols = publicSymbols(barrel);

  it("exports something", () => {
    expect(symbols.length).toBeGreaterThan(2);
  });

  it("has a docstring for every public symbol", () => {
    const bare = symbols.filter((symbol) => !isDocumented(symbol)).map(placeOf);

    expect(bare.join("\n")).toBe("");
  });
});
