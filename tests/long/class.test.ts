/**
 * The teacher's walk at full length: a class's copy that passes its own tests and names mistakes, then 30 submissions
 * of 10 exercises, graded twice.
 */

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSubmissions } from "../../src/grader/class/find-submissions.ts";
import { gradeClass, resultFile } from "../../src/grader/class/grade-class.ts";
import { releaseClass } from "../../src/grader/class/release.ts";
import { readResult } from "../../src/grader/class/student-result.ts";
import { writeOutputs } from "../../src/grader/class/write-outputs.ts";
import { createGrader } from "../../src/grader/grading/create-grader.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { generateClass } from "../grader/class/generated-class.ts";
import { answerWriter, bankOf, sentencesFor } from "../grader/grading/mistake-bank.ts";
import { root } from "../grader/support.ts";

const home = mkdtempSync(join(tmpdir(), "unrolled-long-class-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const run = promisify(execFile);
const hour = 3_600_000;

describe("a class's copy of the course", () => {
  const copy = join(home, "copy");
  beforeAll(async () => {
    await releaseClass({ root, out: copy, diagnosis: true, onProgress: () => {} });
    // What `npm ci` would bring; its link to the package itself leads to the copy.
    cpSync(join(root, "node_modules"), join(copy, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    rmSync(join(copy, "node_modules/unrolled"));
    symlinkSync("..", join(copy, "node_modules/unrolled"));
  }, hour);

  /** What a release could break; the workbook's and the kernel's own tests would take as long again and say the same. */
  const touched = ["architecture", "cli", "grader", "library/cells", "notebooks/structure", "notebooks/run"];

  it("builds and passes its own tests", { timeout: 2 * hour }, async () => {
    await run("npm", ["run", "build"], { cwd: copy, maxBuffer: 1 << 26 });

    const { stdout } = await run("npm", ["test", "--", ...touched.map((name) => `tests/${name}`)], {
      cwd: copy,
      maxBuffer: 1 << 26,
    });

    expect(stdout).toMatch(/Tests .*passed/);
  });

  it("names one mistake of each exercise, and holds no code of any", { timeout: hour }, async () => {
    const grader = createGrader({ root: copy });
    for (const exercise of readExerciseList(root)) {
      const bank = await bankOf(exercise.file);
      const write = await answerWriter(exercise.file);
      const [first] = Object.keys(bank.clauses);

      const report = await grader.grade({ exercise: exercise.id, source: write([first]) });

      // A mistake that only a hidden check finds loses nothing here.
      if (report.points < report.maxPoints)
        expect(sentencesFor(bank, first), `${exercise.id} ${first}`).toContain(report.diagnosis);
    }
    await grader.close();
    const texts = readdirSync(join(copy, "exercises/diagnosis")).map((name) =>
      readFileSync(join(copy, "exercises/diagnosis", name), "utf8"),
    );
    expect(
      texts.filter((text) => /=>|function|return /.test(text.replace(/"clauses":\{.*?\},"grave"/s, ""))),
    ).toEqual([]);
  });
});

describe("a class of 30", () => {
  it("is graded as it deserves, and the same again", { timeout: hour }, async () => {
    const exercises = readExerciseList(root).slice(2, 12);
    const folder = join(home, "class");
    const students = await generateClass({ folder, exercises, students: 30, seed: 7, loops: 0.2 });
    const { submissions } = findSubmissions(folder, exercises);
    const gradeInto = async (out: string): Promise<void> => {
      await gradeClass({
        ...{ root, submissions, exercises, out, secret: "a secret for thirty", jobs: 2, resume: false },
        onResult: () => {},
      });
      await writeOutputs({ out, assignment: "week", exercises, submissions, roster: [], manual: [] });
    };

    const [first, again] = [join(home, "first"), join(home, "again")];
    await gradeInto(first);
    await gradeInto(again);

    for (const { student, kind, expected } of students) {
      const { reports, faults } = (await readResult(resultFile(first, student)))!;
      expect(faults).toEqual([]);
      for (const { exercise, points, maxPoints } of reports) {
        const name = `${student} (${kind}), ${exercise}`;
        if (expected[exercise] === "full") expect(points, name).toBe(maxPoints);
        else expect(points, name).toBeLessThan(expected[exercise] === "none" ? 1 : maxPoints);
      }
    }
    for (const file of readdirSync(first, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.\w+$/.test(name),
    ))
      expect(readFileSync(join(again, file), "utf8"), file).toBe(readFileSync(join(first, file), "utf8"));
  });
});
