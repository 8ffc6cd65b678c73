import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { doctor } from "../../src/cli/doctor.ts";
import { hint } from "../../src/cli/hint.ts";
import { startWatching } from "../../src/cli/watch.ts";
import { findExercises, readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { createProgressStore } from "../../src/grader/grading/progress.ts";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "unrolled-loop-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What a command prints. */
function listen(): string[] {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => {
    printed.push(text);
  });
  return printed;
}

describe("unrolled hint", () => {
  it("shows one hint more at each call, and stays at the last", async () => {
    const own = join(home, "hints");
    const printed = listen();

    for (let i = 0; i < 4; i++) await hint("1.1", { own });

    const counts = printed.map((text) => text.match(/^ {2}\d\. /gm)?.length);
    expect(counts).toEqual([1, 2, 3, 3]);
    expect(printed[0]).toContain("h = tanh(x Wx + h₋ Wh + b)");
    expect((await createProgressStore(own).read()).exercises["X1.1"]?.hints).toBe(3);
  });

  it("asks to choose when a chapter is named", async () => {
    await expect(hint("3", { own: home })).rejects.toThrow(/X3\.1, X3\.2, X3\.3.*choose one/);
  });
});

describe("unrolled watch", () => {
  it("grades at each save: the first thing to mend, then full marks, and remembers the best", async () => {
    const file = join(home, "01-1-rnn-cell-forward.ts");
    const own = join(home, "watch");
    const right = readFileSync(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");
    writeFileSync(file, readFileSync(join(root, "exercises/01-1-rnn-cell-forward.ts")));
    const printed: string[] = [];
    const said = (text: string) =>
      vi.waitFor(() => expect(printed.at(-1) ?? "").toContain(text), { timeout: 240_000 });

    const watching = await startWatching(
      findExercises(readExerciseList(root), ["1.1"]),
      (text) => printed.push(text),
      { folder: home, own },
    );
    await said("Not attempted yet.");
    writeFileSync(file, right.replace(".plusRow(b)", ""));
    await said("→ Your result equals what you get if the bias is left out.");
    const first = printed.at(-1)!;
    writeFileSync(file, right);
    await said("6 / 6");
    await watching.close();

    expect(first).toContain("b ✗");
    expect(first).not.toContain("d –"); // one thing at a time
    expect((await createProgressStore(own).read()).exercises).toMatchObject({
      "X1.1": { points: 6, maxPoints: 6, attempts: 2 },
    });
  });
});

describe("unrolled doctor", () => {
  it("says of every part whether it works, and of every layer whether it holds", async () => {
    const printed = listen();

    await doctor({ json: true });

    const findings = JSON.parse(printed[0]) as { part: string; found: string; ok: boolean }[];
    expect(findings.map(({ part }) => part)).toEqual([
      "Node",
      "kernel",
      "browser",
      "Jupyter",
      "bubblewrap",
      "namespaces",
      "limits",
      "permissions",
      "grading",
    ]);
    expect(findings.find(({ part }) => part === "Node")).toMatchObject({
      found: process.versions.node,
      ok: true,
    });
    expect(findings.find(({ part }) => part === "Jupyter")?.found).toMatch(
      /^(jupyter_core \d[\w.]*|not installed|does not start)$/,
    );
    expect(findings.find(({ part }) => part === "permissions")?.ok).toBe(true);
  });
});
