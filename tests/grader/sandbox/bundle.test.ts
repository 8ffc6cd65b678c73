import { describe, expect, it } from "vitest";
import { bundleAnswer } from "../../../src/grader/sandbox/bundle.ts";

const bundle = (source: string) => bundleAnswer({ source, file: "answer.ts", imports: ["unrolled/numeric"] });

describe("bundleAnswer", () => {
  it("removes types and keeps allowed imports for the runner", async () => {
    const result = await bundle(
      `import { Matrix } from "unrolled/numeric"; export const f = (): Matrix => new Matrix(1, 1);`,
    );

    expect(result).toMatchObject({ code: expect.stringContaining('require("unrolled/numeric")') });
  });

  it.each([
    [
      "a module of Node",
      '\nimport fs from "node:fs"; export const f = fs;',
      "Import refused in answer.ts, line 2",
    ],
    [
      "the cells, which hold the answer",
      'import { rnn } from "unrolled/cells"; export const f = rnn;',
      'not "unrolled/cells"',
    ],
    [
      "a file",
      'import s from "../solutions/01-1-rnn-cell-forward.ts"; export const f = s;',
      "Import refused",
    ],
    ["require", 'export const f = require("fs");', 'not "fs"'],
    ["a dynamic import", 'export const f = () => import("node:child_process");', 'not "node:child_process"'],
    ["a web address", 'import x from "https://example.org/x.js"; export const f = x;', "Import refused"],
    [
      "inlined data",
      'import x from "data:text/javascript,export default 1"; export const f = x;',
      "Import refused",
    ],
  ])("refuses %s", async (_case, source, sentence) => {
    expect(await bundle(source)).toEqual({ error: expect.stringContaining(sentence) });
  });

  it("quotes the line of a syntax error", async () => {
    expect(await bundle("export const f = 1;\nexport const g = (;\n")).toEqual({
      error: expect.stringMatching(/^Syntax error in answer\.ts, line 2: .*\n {4}export const g = \(;$/),
    });
  });

  it("refuses to wait at the top level", async () => {
    expect(await bundle("await new Promise(() => {}); export const f = 1;")).toEqual({
      error: expect.stringContaining("may not wait at its top level"),
    });
  });
});
