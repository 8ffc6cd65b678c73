/** The formats of other programs, each against its schema; the schemas name their sources. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Exercise, readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { releasedExercise } from "../../../src/grader/grading/hidden-checks.ts";
import { exercismReport } from "../../../src/grader/reports/exercism.ts";
import { gradescopeReport } from "../../../src/grader/reports/gradescope.ts";
import { junitReport } from "../../../src/grader/reports/junit.ts";
import { nbgraderMetadata, withNbgraderMetadata } from "../../../src/grader/reports/nbgrader.ts";
import { pythonWith } from "../../notebook/kernel/jupyter-support.ts";
import { describeWith } from "../../support/needs.ts";
import { root } from "../support.ts";
import { full, hostile, partial, refused } from "./example-reports.ts";

const python = pythonWith("jsonschema", "lxml.etree");
const reports = [full, partial, refused];

/** What is wrong with each document; null where nothing is. */
function faults(schema: string, documents: readonly unknown[]): (string | null)[] {
  const here = import.meta.dirname;
  const output = execFileSync(
    python!,
    ["-W", "ignore", join(here, "validate.py"), join(here, "schemas", schema)],
    { input: JSON.stringify(documents), encoding: "utf8" },
  );
  return JSON.parse(output) as (string | null)[];
}

describeWith("Python with jsonschema and lxml", python)("a report keeps to the schema of", () => {
  it("Gradescope", () => {
    const right = [...reports.map((report) => gradescopeReport([report])), gradescopeReport(reports)];
    const wrong = [{ output: "no score" }, { score: "7" }, { tests: [{ score: 1, visibility: "nobody" }] }];

    expect(faults("gradescope-results.schema.json", right)).toEqual(right.map(() => null));
    expect(faults("gradescope-results.schema.json", wrong)).not.toContain(null);
  });

  it("Exercism", () => {
    const right = reports.map((report) => exercismReport(report, { a: 'check("a", …);' }));
    const [pass, fail, error] = right;
    const wrong = [
      { ...pass, version: 2 },
      { ...fail, status: "pass" },
      { ...error, message: null },
    ];

    expect(right.map(({ status }) => status)).toEqual(["pass", "fail", "error"]);
    expect(faults("exercism-results.schema.json", right)).toEqual([null, null, null]);
    expect(faults("exercism-results.schema.json", wrong)).not.toContain(null);
  });

  it("JUnit", () => {
    const right = [junitReport(reports), junitReport([])];
    const wrong = [right[0].replace('failures="2"', 'failures="two"'), right[0].replace("testcase", "case")];

    expect(faults("junit.xsd", right)).toEqual([null, null]);
    expect(faults("junit.xsd", wrong)).not.toContain(null);
  });

  it("nbgrader, in every exercise cell of the course", () => {
    const exercises = readExerciseList(root);
    const notebooks = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));

    const metadata = notebooks.flatMap((name) => {
      const notebook = JSON.parse(readFileSync(join(root, "notebooks", name), "utf8")) as Notebook;
      const { cells, ...rest } = withNbgraderMetadata(notebook, exercises);
      const { cells: before, ...restBefore } = notebook;
      expect(rest).toEqual(restBefore);
      expect(cells.map(({ metadata: { nbgrader: _, ...kept } }) => kept)).toEqual(
        before.map((cell) => cell.metadata),
      );
      return cells.flatMap((cell) => cell.metadata.nbgrader ?? []);
    });

    expect(metadata.length).toBeGreaterThanOrEqual(30);
    expect(faults("nbgrader-cell.schema.json", metadata)).toEqual(metadata.map(() => null));
    expect(
      faults("nbgrader-cell.schema.json", [{ ...(metadata[0] as object), grade_id: "X1.1" }]),
    ).not.toEqual([null]);
  });
});

interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly metadata: { readonly unrolled?: { readonly exercise?: string }; readonly nbgrader?: unknown };
  }[];
}

describe("a Gradescope report", () => {
  it("gives every check its points, and the sum is the grade", () => {
    const { tests } = gradescopeReport(reports);

    expect(tests.map(({ number, score, max_score }) => [number, score, max_score])).toEqual([
      ["1.1.1", 1, 1],
      ["1.1.2", 2, 2],
      ["3.2.1", 1, 1],
      ["3.2.2", 0, 2],
      ["3.2.3", 0, 3],
      ["3.2.4", 0, 1],
      ["2.1.1", 0, 6],
    ]);
  });

  it("holds back hidden checks until the grades are published, and what they try for ever", () => {
    const results = gradescopeReport([partial]);

    expect(results.tests.map(({ visibility }) => visibility)).toEqual([
      "visible",
      "visible",
      "after_published",
      "after_published",
    ]);
    expect(JSON.stringify(results)).not.toMatch(/13|every length|zeros/);
    expect(results.output).toContain("1 of 3 points (and 2 hidden, shown when the grades are published)");
    expect(results.output).toContain("if the bias is left out");
  });
});

describe("text of an answer", () => {
  it.each([
    ["Gradescope", JSON.stringify(gradescopeReport(reports))],
    ["Exercism", JSON.stringify(reports.map((report) => exercismReport(report)))],
    ["JUnit", junitReport(reports)],
  ])("steers nothing in a %s report", (_format, text) => {
    expect(text).toContain("onload");
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\\u001b");
    expect(text).not.toContain("\\u0000");
  });

  it("stays text in XML", () => {
    const xml = junitReport([partial]);

    expect(xml).not.toContain("<script>");
    expect(xml).toContain("&lt;/failure&gt;]]&gt;&quot; onload=&quot;x&quot; &amp; \\x1b[31m");
    expect(hostile.length).toBeGreaterThan(20);
  });
});

describe("an Exercism report", () => {
  it("links each check to its task and shows what was said at the first that fails", () => {
    const { tests } = exercismReport(partial, { b: 'check("b", …)' });

    expect(tests.map(({ task_id, status }) => [task_id, status])).toEqual([
      [1, "pass"],
      [2, "fail"],
      [3, "fail"],
      [4, "error"],
    ]);
    expect(tests[1].test_code).toBe('check("b", …)');
    expect(tests[1].output).toMatch(/^Your result equals what you get if the bias is left out\./);
    expect(tests[1].output!.length).toBeLessThanOrEqual(500);
    expect(tests[0].output).toBeUndefined();
  });
});

describe("nbgrader's metadata", () => {
  const [exercise] = readExerciseList(root).filter(({ checks }) => checks.some(({ hidden }) => hidden));
  const cell = { cell_type: "code", metadata: { unrolled: { exercise: exercise.id } } };

  it("counts the points of hidden checks, in a class's copy too", () => {
    const all = exercise.checks.reduce((sum, { points }) => sum + points, 0);

    expect(nbgraderMetadata(exercise).points).toBe(all);
    expect(nbgraderMetadata(releasedExercise(exercise)).points).toBe(all);
  });

  it("is refused where an exercise is answered twice or unknown, because ids must differ", () => {
    const without: Exercise[] = [];

    expect(() => withNbgraderMetadata({ cells: [cell, cell] }, [exercise])).toThrow(
      `got ${exercise.id} twice`,
    );
    expect(() => withNbgraderMetadata({ cells: [cell] }, without)).toThrow("which is not in the list");
  });
});
