/**
 * A class in which most hand in attacks: 1,000 hostile answers, each one or two attacks drawn at random, and among them
 * right answers that must not suffer. HOSTILE=20 draws fewer.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "unrolled/numeric";
import { afterAll, describe, expect, it } from "vitest";
import { findSubmissions } from "../../src/grader/class/find-submissions.ts";
import { gradeClass, resultFile } from "../../src/grader/class/grade-class.ts";
import { readResult } from "../../src/grader/class/student-result.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { attacks, secret } from "../grader/sandbox/attacks.ts";
import { root } from "../grader/support.ts";

const count = Number(process.env.HOSTILE ?? 1000);
const home = mkdtempSync(join(tmpdir(), "unrolled-hostile-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const [exercise] = readExerciseList(root).filter(({ id }) => id === "X1.1");
const read = (folder: string): string => readFileSync(join(root, folder, `${exercise.file}.ts`), "utf8");
const [stub, right] = [read("exercises"), read("solutions")];

/** Processes of this machine that run a runner. */
function runners(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("unrolled-runner-");
      } catch {
        return false; // it ended in between
      }
    });
}

describe("a class of hostile answers", () => {
  it(
    "gets no point and does no harm, and the right ones among them lose none",
    { timeout: 4 * 3_600_000 },
    async () => {
      const [folder, out, newFile, secretFile] = ["class", "out", "new", "secret.txt"].map((name) =>
        join(home, name),
      );
      writeFileSync(secretFile, secret);
      const before = runners();
      const targets = {
        secretFile,
        newFile,
        runner: "/tmp/runner.cjs",
        folder: home,
        port: 9,
        decoy: 1,
        parent: process.pid,
      };
      const bodies = attacks(targets).map(({ body }) => body);
      const random = createRandom(11);
      const draw = (): string => bodies[Math.floor(random() * bodies.length)];
      for (let i = 0; i < count; i++) {
        const body = random() < 0.3 ? `try { (() => { ${draw()} })(); } catch {} ${draw()}` : draw();
        const hostile = stub.replace(/throw new Error\("TODO[^"]*"\);/, `${body} return undefined as never;`);
        const student = join(folder, `student-${i}`);
        mkdirSync(student, { recursive: true });
        writeFileSync(join(student, `${exercise.file}.ts`), i % 10 === 9 ? right : hostile);
      }
      const { submissions } = findSubmissions(folder, [exercise]);

      await gradeClass({
        ...{
          root,
          submissions,
          exercises: [exercise],
          out,
          secret: "hostile and random",
          jobs: 2,
          resume: false,
        },
        onResult: () => {},
      });

      for (let i = 0; i < count; i++) {
        const { reports, faults } = (await readResult(resultFile(out, `student-${i}`)))!;
        expect(faults, `student-${i}`).toEqual([]);
        expect(reports[0].points, `student-${i}`).toBe(i % 10 === 9 ? reports[0].maxPoints : 0);
        expect(JSON.stringify(reports[0].notes)).not.toContain(secret);
      }
      expect(runners().filter((pid) => !before.includes(pid))).toEqual([]);
      expect(readdirSync(home).sort()).toEqual(["class", "out", "secret.txt"]);
    },
  );
});
