import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { grade } from "../../src/cli/grade.ts";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "unrolled-formats-"));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  process.exitCode = undefined;
});

/** What `unrolled grade 1.1 --solutions --format … --out …` writes. */
async function written(format: string): Promise<string> {
  const out = join(home, format);
  await grade(["1.1"], { solutions: true, format, out });
  return readFileSync(out, "utf8");
}

describe("unrolled grade --format", () => {
  it("writes JUnit XML into a file", async () => {
    expect(await written("junit")).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="unrolled" tests="4" failures="0" errors="0">/,
    );
  });

  it("writes Exercism's results with the code of each check", async () => {
    const { version, status, tests } = JSON.parse(await written("exercism"));

    const checks = readFileSync(join(root, "tests/exercises/01-1-rnn-cell-forward.test.ts"), "utf8");
    expect([version, status, tests.length]).toEqual([3, "pass", 4]);
    for (const { test_code } of tests) expect(checks).toContain(test_code);
  });

  it("says which formats there are, and that Exercism's holds one exercise", async () => {
    await expect(grade([], { format: "yaml" })).rejects.toThrow(
      "expected text, json, junit, gradescope, exercism, got",
    );
    await expect(grade(["1"], { format: "exercism" })).rejects.toThrow("a report holds one exercise");
  });
});
