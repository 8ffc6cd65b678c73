import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { grade } from "../../src/cli/grade.ts";
import { createGrader } from "../../src/grader/grading/create-grader.ts";
import type { GradeReport } from "../../src/grader/grading/report.ts";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "unrolled-grade-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Runs `unrolled grade` as a terminal would, from the build: from the sources each run would take a second more. */
function unrolled(...args: string[]): Promise<Outcome> {
  const command = [join(root, "dist/cli/main.js"), "grade", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, maxBuffer: 1 << 24 }, (error, stdout) => {
      resolve({ status: error ? Number(error.code) : 0, output: stdout });
    });
  });
}

const right = readFileSync(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");

describe("unrolled grade", () => {
  it("gives the untouched stubs 0 points, without a crash, and fails", async () => {
    const { status, output } = await unrolled("--json");

    const reports = JSON.parse(output) as GradeReport[];
    expect(reports.length).toBeGreaterThanOrEqual(5);
    expect(reports.map(({ points, error }) => [points, error])).toEqual(
      reports.map(() => [0, "Not attempted yet."]),
    );
    expect(status).toBe(1);
  });

  it("gives the solutions full marks and succeeds", async () => {
    const { status, output } = await unrolled("--solutions", "--json");

    const reports = JSON.parse(output) as GradeReport[];
    expect(reports.filter(({ points, maxPoints }) => points !== maxPoints)).toEqual([]);
    expect(reports.flatMap(({ notes }) => notes)).toEqual([]);
    expect(status).toBe(0);
  });

  it("speaks to the learner in the terminal, without colours in a pipe", async () => {
    const file = join(home, "no-bias.ts");
    writeFileSync(file, right.replace(".plusRow(b)", ""));

    const { status, output } = await unrolled("X1.1", "--file", file);

    expect(output).toContain("X1.1  The recurrent cell, one time step");
    expect(output).toContain("b ✗ the input and the bias");
    expect(output).toContain("→ Your result equals what you get if the bias is left out.");
    expect(output).toContain("Hint: npx unrolled hint X1.1");
    expect(output).not.toContain("\u001b");
    expect(status).toBe(1);
  });

  it("counts the functions that are written where others are still stubs", async () => {
    const stub = 'throw new Error("TODO: exercise X6.2b");';
    const solution = readFileSync(join(root, "solutions/06-2-naive-baselines.ts"), "utf8");
    const file = join(home, "half.ts");
    writeFileSync(file, solution.replace(/(function naiveCopy[\s\S]*?\} \{\n)/, `$1  ${stub}\n`));

    const { output } = await unrolled("X6.2", "--file", file, "--json");

    const [{ points, maxPoints, error }] = JSON.parse(output) as GradeReport[];
    expect(error).toBeUndefined();
    expect(points).toBeGreaterThan(0);
    expect(points).toBeLessThan(maxPoints);
  });

  it("grades the others when a file was deleted, and says which one is missing", async () => {
    const folder = join(home, "answers");
    mkdirSync(folder);
    writeFileSync(join(folder, "01-1-rnn-cell-forward.ts"), right);
    const print = vi.spyOn(console, "log").mockImplementation(() => {});

    await grade(["1.1", "1.2"], { json: true, folder, own: join(home, "own") });

    const reports = JSON.parse(print.mock.calls[0][0]) as GradeReport[];
    print.mockRestore();
    process.exitCode = undefined;
    expect(reports).toMatchObject([
      { exercise: "X1.1", points: 6 },
      {
        exercise: "X1.2",
        points: 0,
        error: expect.stringMatching(/^There is no file .*01-2-rnn-forward\.ts\.$/),
      },
    ]);
  });

  it("says which names there are when one is unknown", async () => {
    const { status } = await unrolled("X99.1");
    expect(status).not.toBe(0);
  });

  it("shows control characters of an answer instead of obeying them", async () => {
    const file = join(home, "control.ts");
    writeFileSync(file, right.replace("return", 'console.log("\\u001b[2J"); return'));

    const { output, status } = await unrolled("X1.1", "--file", file);

    expect(output).toContain("\\x1b[2J");
    expect(output).not.toContain("\u001b");
    expect(status).toBe(0);
  });
});

describe("answers that go wrong in many ways, graded together", () => {
  const message = (text: string | RegExp) => ({
    checks: expect.arrayContaining([
      expect.objectContaining({ status: "failed", message: expect.stringMatching(text) }),
    ]),
  });
  const cases: [name: string, source: string, expected: object][] = [
    [
      "a type error",
      right.replace("return", 'const n: number = "one"; void n; return'),
      { points: 6, notes: [expect.stringMatching(/^Type error in .*, line 18: Type 'string'/)] },
    ],
    [
      "an endless loop",
      right.replace("return", "for (;;); return"),
      { points: 0, ...message(/did not finish within 3 s/) },
    ],
    [
      "process.exit(0)",
      right.replace("return", "process.exit(0); return"),
      { points: 0, ...message("ended its process .exit status 0.") },
    ],
    [
      "a wrong shape",
      right.replace(".tanh()", ".tanh().transpose()"),
      { points: 0, ...message(/expected the shape \[\d, \d\], got/) },
    ],
    [
      "NaN",
      right.replace(".tanh()", ".tanh().map(() => Number.NaN)"),
      { points: 0, ...message("has NaN at row 0, column 0") },
    ],
    [
      "a promise",
      right.replace("function", "async function").replace("): Matrix", "): Promise<Matrix>"),
      { points: 0, ...message("expected a Matrix, got a Promise") },
    ],
    [
      "a stub that throws",
      "export function rnnCellForward() { throw new Error('TODO: exercise X1.1'); }",
      { points: 0, error: "Not attempted yet." },
    ],
    [
      "a missing export",
      "export const x = 1;",
      { points: 0, ...message("does not export a function named rnnCellForward") },
    ],
    ["an empty file", "", { points: 0, ...message("it exports no function") }],
    [
      "a syntax error",
      right.replace("return", "return ("),
      { points: 0, error: expect.stringMatching(/^Syntax error in .*, line \d+/) },
    ],
    [
      "a forbidden import",
      `import { rnn } from "unrolled/cells";\n${right}\nexport const r = rnn;`,
      { error: expect.stringContaining("line 1: this exercise may import only") },
    ],
    ["nothing", right, { points: 6, notes: [] }],
  ];
  let reports: GradeReport[];
  beforeAll(async () => {
    const grader = createGrader({ root });
    reports = await grader.gradeAll(cases.map(([, source]) => ({ exercise: "X1.1", source })));
    await grader.close();
  });

  it.each(cases.map(([name, , expected], i) => [name, expected, i] as const))("%s", (_name, expected, i) => {
    expect(reports[i]).toMatchObject(expected);
  });
});
