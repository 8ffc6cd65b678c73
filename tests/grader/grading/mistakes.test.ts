/**
 * The proof that the checks are worth something: every known mistake is submitted as a learner would submit it, loses
 * points and hears its own name; and no wrong answer that is nobody's mistake is given one.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { createGrader } from "../../../src/grader/grading/create-grader.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import type { MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { root } from "../support.ts";

const exercises = readExerciseList(root);
const grader = createGrader({ root, secret: "proof" });
afterAll(() => grader.close());

const bankOf = async (file: string): Promise<MistakeBank> =>
  (await import(join(root, "solutions/mistakes", `${file}.ts`))).mistakes;

/** The mistakes as one answer, self-contained but for the library. `ids` are made. */
async function answerWith(file: string): Promise<(ids: readonly string[]) => string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "solutions/mistakes", `${file}.ts`)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: ["unrolled/*"],
  });
  const bank = await bankOf(file);
  const names = Object.keys(bank.answer(() => false));
  return (ids) =>
    `${outputFiles[0].text}\nconst made = mistakes.answer((id) => ${JSON.stringify(ids)}.includes(id));\nexport const { ${names.join(", ")} } = made;`;
}

describe.each(exercises)("$id", { timeout: 180_000 }, ({ id, file, checks }) => {
  it("has its stub, solution, checks and mistakes", () => {
    for (const path of [
      `exercises/${file}.ts`,
      `solutions/${file}.ts`,
      `solutions/mistakes/${file}.ts`,
      `tests/exercises/${file}.test.ts`,
    ])
      expect(existsSync(join(root, path)), path).toBe(true);
  });

  it("catches every mistake and calls it by its name", async () => {
    const bank = await bankOf(file);
    const write = await answerWith(file);
    const ids = Object.keys(bank.clauses);
    const most = checks.reduce((sum, { points }) => sum + points, 0);

    const reports = await grader.gradeAll(ids.map((mistake) => ({ exercise: id, source: write([mistake]) })));

    expect(ids.length).toBeGreaterThanOrEqual(12);
    reports.forEach((report, i) => {
      const same = bank.equivalent.find((group) => group.includes(ids[i])) ?? [ids[i]];
      expect(report.error, ids[i]).toBeUndefined();
      expect(report.points, ids[i]).toBeLessThan(most);
      expect(
        same.map((mistake) => `Your result equals what you get if ${bank.clauses[mistake]}.`),
        ids[i],
      ).toContain(report.diagnosis);
    });
  });

  it("gives full marks to the bank's own right answer", async () => {
    const write = await answerWith(file);

    const report = await grader.grade({ exercise: id, source: write([]) });

    expect(report.points).toBe(report.maxPoints);
    expect(report.diagnosis).toBeUndefined();
  });
});
