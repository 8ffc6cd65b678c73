/** The archive for Gradescope, unpacked and run as Gradescope does. */

import { execFileSync } from "node:child_process";
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openPromise } from "yauzl";
import { classGradescope } from "../../../src/cli/class-gradescope.ts";
import type { GradescopeResults } from "../../../src/grader/reports/gradescope.ts";
import { root } from "../support.ts";

const home = mkdtempSync(join(tmpdir(), "unrolled-gradescope-test-"));
const archive = join(home, "autograder.zip");
/** /autograder in Gradescope's image. */
const autograder = join(home, "autograder");
const source = join(autograder, "source");
const secretFile = join(home, "course.secret");

/** Unix permissions by name. */
async function unpack(zip: string, folder: string): Promise<Map<string, number>> {
  const modes = new Map<string, number>();
  const file = await openPromise(zip);
  for await (const entry of file.eachEntry()) {
    const path = join(folder, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    await pipeline(await file.openReadStreamPromise(entry), createWriteStream(path));
    modes.set(entry.fileName, (entry.externalFileAttributes >>> 16) & 0o777);
  }
  return modes;
}

describe("class gradescope", () => {
  let modes: Map<string, number>;
  beforeAll(async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    writeFileSync(secretFile, "the secret of this class\n");
    await classGradescope({ exercises: ["1.1", "1.2"], out: archive, secret: secretFile });
    modes = await unpack(archive, source);
    symlinkSync(join(root, "node_modules"), join(source, "node_modules")); // what setup.sh installs
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(home, { recursive: true, force: true });
  });

  it("has setup.sh and run_autograder at the root, executable, and shell scripts that parse", () => {
    for (const script of ["setup.sh", "run_autograder"]) {
      expect(modes.get(script)).toBe(0o755);
      expect(() => execFileSync("bash", ["-n", join(source, script)])).not.toThrow();
    }
    expect(readFileSync(join(source, "setup.sh"), "utf8")).toContain(`node-${process.version}-linux-`);
  });

  it("holds the course as far as grading needs it", () => {
    const names = [...modes.keys()];

    expect(names).toContain("dist/cli/main.js");
    expect(names).toContain("tests/exercises/01-1-rnn-cell-forward.test.ts");
    expect(names).toContain("solutions/mistakes/01-1-rnn-cell-forward.ts");
    expect(names.filter((name) => /node_modules|\.ipynb$|^dist\/notebook/.test(name))).toEqual([]);
    expect(JSON.parse(readFileSync(join(source, "gradescope.json"), "utf8"))).toEqual({
      exercises: ["X1.1", "X1.2"],
      secret: "the secret of this class",
    });
  });

  it("gives the same bytes for the same course", async () => {
    const again = join(home, "again.zip");

    await classGradescope({ exercises: ["1.1", "1.2"], out: again, secret: secretFile });

    expect(readFileSync(again).equals(readFileSync(archive))).toBe(true);
  });

  it("grades a submission into results/results.json, and holds hidden checks back", async () => {
    mkdirSync(join(autograder, "submission"));
    mkdirSync(join(autograder, "results"));
    writeFileSync(
      join(autograder, "submission_metadata.json"),
      JSON.stringify({ users: [{ id: 1234, name: "<b>Ada</b>" }, { id: 99 }] }),
    );
    const answer = readFileSync(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");
    writeFileSync(join(autograder, "submission/01-1-rnn-cell-forward.ts"), answer);

    await classGradescope({ run: autograder, root: source });

    const results = JSON.parse(
      readFileSync(join(autograder, "results/results.json"), "utf8"),
    ) as GradescopeResults;
    expect(results.tests.map(({ number, score, visibility }) => [number, score, visibility])).toEqual([
      ["1.1.1", 1, "visible"],
      ["1.1.2", 2, "visible"],
      ["1.1.3", 2, "visible"],
      ["1.1.4", 1, "after_published"],
      ["1.2.1", 0, "visible"],
    ]);
    expect(results.tests[4]).toMatchObject({ max_score: 6, output: "No answer was handed in." });
  });

  it("leaves no results where the grader itself fails, so that no attempt is lost", async () => {
    rmSync(join(autograder, "results/results.json"), { force: true });
    rmSync(join(source, "tests/exercises/01-1-rnn-cell-forward.test.ts"));

    await expect(classGradescope({ run: autograder, root: source })).rejects.toThrow();

    expect(existsSync(join(autograder, "results/results.json"))).toBe(false);
  });
});
