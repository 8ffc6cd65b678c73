/** What every notebook of the course keeps to, before it is run. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/notebook/format/notebook.ts";
import { serializeNotebook } from "../../src/notebook/format/notebook.ts";
import { exercisesFolder, notebookNames, readNotebook, textOf } from "./course.ts";
import { shorthandsAcrossCells } from "./shorthand.ts";

const slideTypes = ["slide", "subslide", "fragment", "-", "skip", "notes"];
const verdicts = ["holds", "needs care", "false"];

describe.each(notebookNames)("%s", (name) => {
  const notebook = readNotebook(name);
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  const unrolledOf = ({
    metadata,
  }: Cell): { exercise?: string; claims?: readonly string[]; verdict?: string } => metadata.unrolled ?? {};
  const lines = (cell: Cell): string[] => cell.source.split("\n");

  it("is written as Jupyter writes it, without outputs", () => {
    const text = textOf(name);

    const again = serializeNotebook(notebook);

    expect(again).toBe(text);
    expect(code.flatMap((cell) => cell.outputs)).toEqual([]);
    expect(code.every((cell) => cell.execution_count === null)).toBe(true);
  });

  it("names every cell once, in words", () => {
    const ids = notebook.cells.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it("asks a question under its title and answers it in the last cell", () => {
    const [first] = notebook.cells;
    const last = notebook.cells[notebook.cells.length - 1];

    const question = /\*\*(.+\?)\*\*/.exec(first.source)?.[1];

    expect(first.source).toMatch(/^# \d\d · /);
    expect(question).toBeDefined();
    expect(last.source).toContain(`**${question}**`);
  });

  it("keeps code cells to 15 lines, exercises aside", () => {
    const long = code.filter((cell) => !unrolledOf(cell).exercise && lines(cell).length > 15);

    expect(
      long.map(({ id }) => `${id}: ${lines(notebook.cells.find((cell) => cell.id === id)!).length} lines`),
    ).toEqual([]);
  });

  it("spells out properties named like a name of an earlier cell, which stock tslab would lose", () => {
    expect(shorthandsAcrossCells(notebook)).toEqual([]);
  });

  it("starts with prose and never leaves the reader alone with four code cells in a row", () => {
    const kinds = notebook.cells.map(({ cell_type }) => (cell_type === "code" ? "c" : "m")).join("");

    expect(kinds).not.toContain("cccc");
    expect(kinds.startsWith("m")).toBe(true);
  });

  it("names claims, verdicts and slide types that exist", () => {
    const claims = notebook.cells.flatMap((cell) => unrolledOf(cell).claims ?? []);
    const given = notebook.cells.flatMap((cell) => unrolledOf(cell).verdict ?? []);
    const slides = notebook.cells.map(({ metadata }) => metadata.slideshow?.slide_type);

    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter((id) => !/^([ABDEFGHI]\d{1,2}|C-\d{1,2})$/.test(id))).toEqual([]);
    expect(given.filter((verdict) => !verdicts.includes(verdict))).toEqual([]);
    expect(slides.filter((slide) => !slideTypes.includes(String(slide)))).toEqual([]);
  });

  it("backs each verdict with a code cell on the same claims, before it", () => {
    const unbacked = notebook.cells.flatMap((cell, at) => {
      const { claims = [], verdict } = unrolledOf(cell);
      if (!verdict) return [];
      const computed = notebook.cells
        .slice(0, at)
        .flatMap((earlier) => (earlier.cell_type === "code" ? (unrolledOf(earlier).claims ?? []) : []));
      return claims.some((claim) => computed.includes(claim)) ? [] : [`${cell.id}: ${claims.join(", ")}`];
    });

    expect(unbacked).toEqual([]);
  });

  it("says the verdict in the words of its metadata", () => {
    const words: Record<string, string> = {
      holds: "**Holds",
      "needs care": "**Needs care",
      false: "**False",
    };
    const silent = notebook.cells.filter((cell) => {
      const { verdict } = unrolledOf(cell);
      return verdict !== undefined && !cell.source.includes(words[verdict]);
    });

    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it("takes exercise cells word for word from the stubs", () => {
    const list = JSON.parse(readFileSync(join(exercisesFolder, "list.json"), "utf8")) as {
      id: string;
      file: string;
    }[];
    const cells = code.filter((cell) => unrolledOf(cell).exercise);

    const different = cells.filter((cell) => {
      const entry = list.find(({ id }) => id === unrolledOf(cell).exercise);
      const file = join(exercisesFolder, `${entry?.file}.ts`);
      return !existsSync(file) || readFileSync(file, "utf8").trimEnd() !== cell.source;
    });

    expect(different.map(({ id }) => id)).toEqual([]);
  });

  it("imports nothing under a name that an exercise cell then takes", () => {
    const taken = code
      .filter((cell) => unrolledOf(cell).exercise)
      .flatMap((cell) =>
        [...cell.source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, found]) => found),
      );
    const imported = code
      .flatMap((cell) => [...cell.source.matchAll(/^import (?!type)\{([^}]*)\}/gm)])
      .flatMap(([, list]) => list.split(",").map((entry) => entry.trim()));

    expect(taken.filter((name) => imported.includes(name))).toEqual([]);
  });

  it("contains every exercise of its chapter", () => {
    const list = JSON.parse(readFileSync(join(exercisesFolder, "list.json"), "utf8")) as { id: string }[];
    const chapter = Number(name.slice(0, 2));
    const wanted = list.map(({ id }) => id).filter((id) => id.startsWith(`X${chapter}.`));

    const given = code.flatMap((cell) => unrolledOf(cell).exercise ?? []);

    // A prediction stands before its experiment, the others at the end.
    expect([...given].sort()).toEqual([...wanted].sort());
  });

  it("folds what it tells the lecturer, with the minutes of each part and their sum", () => {
    const notes = notebook.cells.filter(({ metadata }) => metadata.slideshow?.slide_type === "notes");

    const minutes = notes.map(({ source }) =>
      Number(/^<details><summary>For the lecturer · (\d+) min<\/summary>\n/.exec(source)?.[1]),
    );

    expect(notes.filter(({ source }) => !source.endsWith("</details>")).map(({ id }) => id)).toEqual([]);
    const sum = minutes.reduce((total, each) => total + each, 0);
    expect(notes[0].source).toContain(`The lecture takes about ${sum} minutes.`);
  });

  it("has notes for the lecturer in each section of the slides", () => {
    const isOf = (cell: Cell, ...types: string[]): boolean =>
      types.includes(String(cell.metadata.slideshow?.slide_type));
    const sections = notebook.cells.filter((cell) => isOf(cell, "slide"));

    const silent = sections.slice(0, -1).filter((section, k) => {
      const [from, to] = [section, sections[k + 1]].map((cell) => notebook.cells.indexOf(cell));
      return !notebook.cells.slice(from, to).some((cell) => isOf(cell, "notes"));
    });

    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
