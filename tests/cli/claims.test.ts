import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type Claim,
  type CoveredClaim,
  claims,
  coverageText,
  coverClaims,
  readClaims,
} from "../../src/cli/claims.ts";

const project = join(import.meta.dirname, "../..");

describe("notebooks/claims.json", () => {
  const { about, groups, claims: rows } = readClaims(project);

  it("has the groups A to I, each with as many rows as it says, numbered from 1", () => {
    const expected = groups.flatMap(({ id, rows: count }) =>
      Array.from({ length: count }, (_, k) => `${id}${id === "C" ? "-" : ""}${k + 1}`),
    );

    const ids = rows.map(({ id }) => id);

    expect(groups.map(({ id }) => id).join("")).toBe("ABCDEFGHI");
    expect(ids).toEqual(expected);
    expect(rows.filter(({ id, group }) => group !== id[0])).toEqual([]);
  });

  it("gives each claim a verdict, the right statement and the chapters that serve it", () => {
    const chapters = Array.from({ length: 17 }, (_, k) => String(k).padStart(2, "0"));

    for (const { id, claim, verdict, parts = {}, statement, source, notebook } of rows) {
      expect(claim, id).toMatch(/^[A-Z].*\.$/);
      expect(statement, id).toMatch(/^[A-Z].{20,}\.$/);
      expect(["holds", "needs care", "false", "missing"], id).toContain(verdict);
      for (const part of Object.values(parts)) expect(["holds", "needs care", "false"], id).toContain(part);
      if (source !== undefined) expect(source, id).toMatch(/\b(19|20)\d\d\b/);
      expect(notebook.length, id).toBeGreaterThan(0);
      for (const chapter of notebook) expect(chapters, id).toContain(chapter);
    }
  });

  it("says each thing once", () => {
    const texts = rows.flatMap(({ claim, statement }) => [claim, statement]);

    expect(new Set(texts).size).toBe(texts.length);
  });

  it("names no file of the notes", () => {
    expect(JSON.stringify({ about, rows })).not.toMatch(/\bS[0-4]\b|\.md\b|\bC\d/);
  });
});

describe("the course", () => {
  const { claims: rows, uncovered, unjudged, problems } = coverClaims(project);
  /** Groups A to F are the first half of the course; of the rest the chapters to come will tell. */
  const isFirstHalf = (id: string): boolean => /^[A-F]/.test(id);

  it("names only claims that exist and tells their verdicts as the list does", () => {
    expect(problems).toEqual([]);
  });

  it("settles each claim of groups A to F whose chapter is written", () => {
    const open = uncovered.filter(({ written }) => written).flatMap(({ ids }) => ids.filter(isFirstHalf));

    expect(open).toEqual([]);
    expect(rows.filter(({ id, cells }) => isFirstHalf(id) && cells.length > 0).length).toBeGreaterThan(80);
  });

  it("tells the verdict of each of them", () => {
    expect(unjudged.filter(isFirstHalf)).toEqual([]);
  });
});

describe("unrolled claims", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  const row = (id: string, verdict: Claim["verdict"], chapter: string): Claim => ({
    id,
    group: id[0],
    claim: "A claim.",
    verdict,
    statement: "What is right.",
    notebook: [chapter],
  });

  /** A course with one chapter, 01, whose cells have this metadata: `unrolled` of cell c0, c1, … */
  function courseWith(rows: Claim[], cells: object[], files: Record<string, string> = {}): string {
    const root = mkdtempSync(join(tmpdir(), "unrolled-claims-"));
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: cells.map((unrolled, at) => ({
        id: `c${at}`,
        cell_type: "markdown",
        source: "",
        metadata: { unrolled },
      })),
    };
    const all: Record<string, string> = {
      "notebooks/claims.json": JSON.stringify({ about: "", groups: [], claims: rows }),
      "notebooks/01-one.ipynb": JSON.stringify(notebook),
      "exercises/list.json": "[]",
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  it("finds the cells, exercises and tests of a claim", () => {
    const root = courseWith(
      [row("A1", "holds", "01"), row("C-2", "false", "01")],
      [{ claims: ["A1"] }, { exercise: "X1.1" }, { claims: ["C-2", "A1"] }],
      {
        "exercises/list.json": JSON.stringify([{ id: "X1.1", claims: ["A1"] }, { id: "X1.2" }]),
        "tests/library/a.test.ts":
          '// claims: C-2, A1\nit("…", () => {});\n/** claims: A1 */\nconst unlike = "claims: A9";\n',
        "tests/b.test.ts": "// nothing about claims\n",
      },
    );

    const { claims: rows, problems } = coverClaims(root);

    const places = ({ cells, exercises, tests }: CoveredClaim): object => ({ cells, exercises, tests });
    expect(rows.map(places)).toEqual([
      {
        cells: [{ cell: "01-one#c0" }, { cell: "01-one#c2" }],
        exercises: ["X1.1"],
        tests: ["tests/library/a.test.ts"],
      },
      { cells: [{ cell: "01-one#c2" }], exercises: [], tests: ["tests/library/a.test.ts"] },
    ]);
    expect(problems).toEqual([]);
  });

  it("lists what has no cell by chapter, and what has cells without a verdict", () => {
    const root = courseWith(
      [
        row("A1", "holds", "01"),
        row("A2", "holds", "01"),
        row("G1", "false", "10"),
        row("A3", "false", "01"),
        row("G2", "holds", "10"),
      ],
      [{ claims: ["A1"] }, { claims: ["A3"] }, { claims: ["A3"], verdict: "false" }],
    );

    const coverage = coverClaims(root);

    expect(coverage.uncovered).toEqual([
      { chapter: "01", written: true, ids: ["A2"] },
      { chapter: "10", written: false, ids: ["G1", "G2"] },
    ]);
    expect(coverage.unjudged).toEqual(["A1"]);
    expect(coverageText(coverage).split("\n")).toEqual([
      "A1    holds       01#c0",
      "A2    holds       –",
      "G1    false       –",
      "A3    false       01#c2  01#c1",
      "G2    holds       –",
      "",
      "Without a cell:",
      "  chapter 01: A2",
      "  chapter 10 (not written yet): G1 G2",
      "",
      "With cells, but none tells the verdict: A1",
      "",
      "5 claims: 2 covered, 1 not, 2 in chapters not written yet; 0 problems.",
    ]);
  });

  it("finds a verdict that differs, a claim that is not in the list, and a verdict on nothing", () => {
    const root = courseWith(
      [row("A1", "holds", "01"), row("A2", "false", "01")],
      [{ claims: ["A2", "A1"], verdict: "false" }, { claims: ["Z9"] }, { verdict: "holds" }],
    );

    expect(coverClaims(root).problems).toEqual([
      '01-one#c0 says "false" of A1; notebooks/claims.json says "holds".',
      "01-one#c1 names Z9, which is not in notebooks/claims.json.",
      '01-one#c2 says "holds" and names no claim.',
    ]);
  });

  it("lets a cell judge a part of a claim, and what the notes leave out", () => {
    const parts = { "The first half.": "holds", "The second half.": "needs care" } as const;
    const root = courseWith(
      [{ ...row("C-1", "needs care", "01"), parts }, row("B1", "missing", "01")],
      [
        { claims: ["C-1"], verdict: "holds" },
        { claims: ["C-1"], verdict: "false" },
        { claims: ["B1"], verdict: "needs care" },
        { claims: ["B1"], verdict: "missing" },
      ],
    );

    expect(coverClaims(root).problems).toEqual([
      '01-one#c1 says "false" of C-1; notebooks/claims.json says "needs care".',
      '01-one#c3 says "missing"; a cell says one of holds, needs care, false.',
    ]);
  });

  it("prints the same as data with --json, and ends with status 0", async () => {
    const root = courseWith([row("A1", "holds", "01")], [{ claims: ["A1"], verdict: "holds" }]);
    const print = vi.spyOn(console, "log").mockImplementation(() => {});

    await claims({ json: true }, root);

    expect(JSON.parse(print.mock.calls[0][0])).toEqual(JSON.parse(JSON.stringify(coverClaims(root))));
    expect(process.exitCode).toBe(0);
  });

  it("ends with status 1 when a cell contradicts the list", async () => {
    const root = courseWith([row("A1", "holds", "01")], [{ claims: ["A1"], verdict: "false" }]);
    const print = vi.spyOn(console, "log").mockImplementation(() => {});

    await claims({}, root);

    expect(print.mock.calls[0][0]).toContain("✗ 01-one#c0");
    expect(process.exitCode).toBe(1);
  });
});
