import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/notebook/format/notebook.ts";
import { notebookFolder } from "../notebook/kernel/kernel-session.ts";

const project = join(import.meta.dirname, "../..");

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** The command as a user starts it, on the sources. */
async function unrolledRun(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const command = [
    "--import",
    "tsx",
    "--conditions=source",
    join(project, "src/cli/main.ts"),
    "run",
    ...args,
  ];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, {
      env: { ...process.env, ...env },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Outcome;
  }
}

type Source = string | { source: string; metadata: object };

function writeNotebook(name: string, cells: Source[], folder: string = notebookFolder()): string {
  const path = join(folder, name);
  const content = cells.map((cell, index) => {
    const { source, metadata } = typeof cell === "string" ? { source: cell, metadata: {} } : cell;
    return { id: `c${index}`, cell_type: "code", source, metadata, execution_count: null, outputs: [] };
  });
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: content }));
  return path;
}

describe("unrolled run", () => {
  it("writes an executed notebook with outputs and execution counts", async () => {
    const path = writeNotebook("good.ipynb", [
      'import { markdown, progressBar } from "unrolled/display"; console.log("a"); console.log("b"); markdown("*m*");',
      "const bar = progressBar(3, 'p'); bar.done(); process.env.BUDGET",
      { source: 'throw new Error("meant")', metadata: { tags: ["raises-exception"] } },
      "6 * 7",
    ]);
    const out = join(mkdtempSync(join(tmpdir(), "unrolled-run-")), "out.ipynb");

    const { code, stdout } = await unrolledRun([path, "--out", out], { BUDGET: "quick" });

    expect(code).toBe(0);
    expect(stdout).toMatch(/good\.ipynb: 4 cells in \d/);
    const { cells } = parseNotebook(readFileSync(out, "utf8"), out);
    const outputs = cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    expect(cells.map((cell) => cell.cell_type === "code" && cell.execution_count)).toEqual([1, 2, 3, 4]);
    expect(outputs[0]).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "display_data", data: { "text/markdown": "*m*", "text/plain": "*m*" }, metadata: {} },
    ]);
    expect(outputs[1]![0]).toMatchObject({ data: { "text/plain": expect.stringContaining("3/3") } }); // the update
    expect(outputs[1]![1]).toMatchObject({
      output_type: "execute_result",
      data: { "text/plain": "'quick'" },
    });
    expect(outputs[2]![0]).toMatchObject({ output_type: "error", ename: "Error", evalue: "meant" });
    expect(outputs[3]![0]).toMatchObject({ data: { "text/plain": "42" } });
  });

  it("stops at the first error with cell, line and message, and exit status 1", async () => {
    const path = writeNotebook("bad.ipynb", [
      "1",
      "const a = 1;\nthrow new RangeError('no ' + a);",
      "console.log('never')",
    ]);

    const { code, stdout, stderr } = await unrolledRun([path]);

    expect(code).toBe(1);
    expect(stderr).toContain("bad.ipynb: cell 2, line 2: RangeError: no 1");
    expect(stdout).not.toContain("never");
  });

  it("interrupts a cell that takes longer than --timeout", async () => {
    const path = writeNotebook("slow.ipynb", ["while (true);"]);

    const { code, stderr } = await unrolledRun([path, "--timeout", "1"]);

    expect(code).toBe(1);
    expect(stderr).toContain("cell 1: TimeoutError: The cell took longer than 1 s");
  });

  it("writes one page", async () => {
    const path = writeNotebook("page.ipynb", ["6 * 7"]);
    const out = join(mkdtempSync(join(tmpdir(), "unrolled-run-")), "page.html");

    const { code } = await unrolledRun([path, "--out", out]);

    expect(code).toBe(0);
    expect(readFileSync(out, "utf8")).toMatch(/<!doctype html>[\s\S]*42/i);
  });

  it("says what is wrong with a file that is no notebook, and with wrong options", async () => {
    const path = join(notebookFolder(), "broken.ipynb");
    writeFileSync(path, "{");

    const broken = await unrolledRun([path]);
    const format = await unrolledRun([path, "--out", "x.pdf"]);

    expect(broken).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("broken.ipynb is not a notebook"),
    });
    expect(format).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('must end in .ipynb or .html, got "x.pdf"'),
    });
  });
});
