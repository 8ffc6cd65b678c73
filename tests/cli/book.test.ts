/** `unrolled book` as a teacher calls it: a site, an honest failure, a stop. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const project = join(import.meta.dirname, "../..");

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function unrolledBook(
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
): Promise<Outcome> {
  const main = join(project, "src/cli/main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=source", main, "book", ...args], {
    cwd: project,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  onStart(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** A folder with one notebook for each source; the command's options for it. */
function course(...sources: string[]): { out: string; above: string; options: string[] } {
  const above = mkdtempSync(join(tmpdir(), "unrolled-book-"));
  const notebooks = join(above, "notebooks");
  mkdirSync(notebooks);
  for (const [index, source] of sources.entries()) {
    const cell = { id: "only", cell_type: "code", source, metadata: {}, execution_count: null, outputs: [] };
    const title = { id: "title", cell_type: "markdown", source: `# Chapter ${index}`, metadata: {} };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [title, cell] };
    writeFileSync(join(notebooks, `0${index}-chapter.ipynb`), JSON.stringify(notebook));
  }
  const out = join(above, "site");
  const folders = ["--notebooks", notebooks, "--out", out, "--executed", join(above, "kept")];
  return { out, above, options: [...folders, "--budget", "quick"] };
}

it("writes a site, and the second time executes nothing", async () => {
  const { out, options } = course("6 * 7", "console.log(process.env.BUDGET)");

  const first = await unrolledBook(options);
  const second = await unrolledBook(options);

  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/00-chapter\.ipynb: \d+\.\d s\n01-chapter/);
  expect(first.stdout).toContain("2 chapters in ");
  expect(readFileSync(join(out, "00-chapter.html"), "utf8")).toContain(">42<");
  expect(readFileSync(join(out, "01-chapter.html"), "utf8")).toContain(">quick\n<");
  expect(second.stdout).toContain("00-chapter.ipynb: executed before\n01-chapter.ipynb: executed before\n");
});

it("names the cell that failed, writes no site, and keeps what had succeeded", async () => {
  const { out, above, options } = course("1", "throw new RangeError('too far')");

  const { code, stderr } = await unrolledBook(options);

  expect(code).toBe(1);
  expect(stderr).toContain("01-chapter.ipynb: cell 1: RangeError: too far");
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(join(above, "kept"))).toEqual(["00-chapter.ipynb"]);
});

it("stops at Ctrl-C within a cell, and says what is kept", async () => {
  const { out, above, options } = course("1", "while (true) {}");

  const { code, stderr } = await unrolledBook(options, (child) => {
    const look = setInterval(() => {
      if (!existsSync(join(above, "kept/00-chapter.ipynb"))) return;
      clearInterval(look);
      setTimeout(() => child.kill("SIGINT"), 2_500); // the next kernel runs its endless cell by then, or still starts
    }, 100);
  });

  expect(code).toBe(130);
  expect(stderr).toContain("book: stopped; 1 notebook is kept for the next time.");
  expect(existsSync(out)).toBe(false);
});

it("says which budgets there are, and leaves a folder alone that is no book", async () => {
  const { above, options } = course("1");

  const budget = await unrolledBook([...options, "--budget", "tiny"]);
  const folder = await unrolledBook([...options, "--out", above]);

  expect(budget.stderr).toContain('--budget is quick or full, got "tiny"');
  expect(folder.stderr).toMatch(/holds something else \(notebooks\); name an empty or a new folder/);
  expect([budget.code, folder.code]).toEqual([1, 1]);
  expect(readdirSync(above)).toEqual(["notebooks"]);
});
