/** Marks on outputs that no longer follow from the code. */

import { describe, expect, it } from "vitest";
import { type LiveCell, newCell } from "../../../../src/notebook/page/model/cell.ts";
import {
  definedNames,
  type LastRun,
  recordRun,
  staleCells,
} from "../../../../src/notebook/page/model/staleness.ts";

const cell = (id: string, source: string): LiveCell => ({ ...newCell("code", source), id });

/** Runs cells in the given order and returns what is remembered of it. */
function run(
  cells: readonly LiveCell[],
  order: readonly string[],
  before = new Map<string, LastRun>(),
  from = 0,
) {
  const runs = new Map(before);
  order.forEach((id, index) => {
    const source = cells.find((each) => each.id === id)!.source;
    const stale = staleCells(cells, runs).has(id);
    runs.set(id, recordRun(runs.get(id), { source, order: from + index + 1, stale }));
  });
  return runs;
}

describe("a stale cell", () => {
  const cells = [
    cell("a", "const width = 3;"),
    cell("b", "const area = width * 2;"),
    cell("c", "area"),
    cell("d", "1"),
  ];

  it("is one that was edited after it ran", () => {
    const runs = run(cells, ["a", "b"]);

    const stale = staleCells([cell("a", "const width = 4;"), ...cells.slice(1)], runs);

    expect([...stale]).toEqual([["a", "edited"]]);
  });

  it("is one that uses a name which was defined anew, and then the one that uses that", () => {
    const first = run(cells, ["a", "b", "c", "d"]);
    const changed = [cell("a", "const width = 4;"), ...cells.slice(1)];

    const second = run(changed, ["a"], first, 4);
    const third = run(changed, ["b"], second, 5);

    expect([...staleCells(changed, second)]).toEqual([["b", "outdated"]]);
    expect([...staleCells(changed, third)]).toEqual([["c", "outdated"]]);
  });

  it("is none for a name that a cell below defines, or that is only a property", () => {
    const book = [
      cell("use", "width"),
      cell("define", "const width = 3;"),
      cell("key", "({ width: 1 }).width"),
    ];

    const runs = run(book, ["use", "key", "define"]);

    expect(staleCells(book, runs).size).toBe(0);
  });

  it.each([
    ["the parameter of a function", "const endsAt = (curve: number) => curve + 1;"],
    ["the parameter of a callback without parentheses", "[1].map(curve => curve + 1)"],
    ["a part of a parameter", "[{ curve: 1 }].map(({ curve }) => curve)"],
    ["a variable of a loop", "for (const curve of [1]) console.log(curve);"],
    ["a constant of its own", "const curve = 2;\ncurve + 1"],
    ["a word in a text", '["after the curve", `the curve`]'],
    ["a word in a comment", "1 // the curve\n/* curve */"],
  ])("is none for a name that is %s", (_what, source) => {
    const book = [cell("above", "const curve = 1;"), cell("use", source)];

    const runs = run(book, ["use", "above"]);

    expect(staleCells(book, runs).size).toBe(0);
  });

  it("is one that uses a name within a template, or as a parameter's default", () => {
    const book = [
      cell("above", "const curve = 1;"),
      cell("template", "`the $" + "{curve}`"),
      cell("default", "((x = curve) => x)()"),
    ];

    const runs = run(book, ["template", "default", "above"]);

    expect([...staleCells(book, runs).keys()]).toEqual(["template", "default"]);
  });

  it("is none when a cell in between gives the name another value", () => {
    const book = [cell("first", "const runs = 1;"), cell("second", "const runs = 2;"), cell("use", "runs")];
    const before = run(book, ["first", "second", "use"]);
    const edited = [cell("first", "const runs = 3;"), ...book.slice(1)];

    const after = run(edited, ["first"], before, 3);

    expect(staleCells(edited, after).size).toBe(0);
  });

  it("is none when the same code runs again", () => {
    const runs = run(cells, ["a", "b", "c", "a"]);

    expect(staleCells(cells, runs).size).toBe(0);
  });

  it.each([
    ["const { loss, grads: kept } = step(x);", ["loss", "kept"]],
    ["let count = 0, 합계 = 1;", ["count"]],
    ["export function unroll(xs: Matrix[]): void {}", ["unroll"]],
    ["class Cell {}\nrate = 0.1;\nif (rate == 1) {}", ["Cell", "rate"]],
    ["  const inner = 1;", []],
  ])("knows the names that %j defines", (source, names) => {
    expect(definedNames(source)).toEqual(expect.arrayContaining(names));
    expect(definedNames(source)).not.toContain("inner");
  });
});
