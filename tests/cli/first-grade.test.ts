/** What a learner meets who has just installed the course. It needs no solution, so a class's copy brings it too. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createGrader } from "../../src/grader/grading/create-grader.ts";
import { type Exercise, maxPoints, readExerciseList } from "../../src/grader/grading/exercise-list.ts";

const root = join(import.meta.dirname, "../..");
const grader = createGrader({ root });
afterAll(() => grader.close());

const exercises = readExerciseList(root);
/** The stub, made to return nothing. */
function emptyAnswer({ file }: Exercise): string {
  const stub = readFileSync(join(root, "exercises", `${file}.ts`), "utf8");
  return stub.replace(/throw new Error\("TODO[^"]*"\);/g, "return undefined as never;");
}

describe("an exercise", () => {
  it("that is still the stub is not attempted", async () => {
    const [first] = exercises;
    const source = readFileSync(join(root, "exercises", `${first.file}.ts`), "utf8");

    const report = await grader.grade({ exercise: first.id, source });

    expect(report).toMatchObject({ points: 0, error: "Not attempted yet." });
  });

  it("gives an answer that returns nothing no points, and a reason", async () => {
    const requests = exercises.map((exercise) => ({ exercise: exercise.id, source: emptyAnswer(exercise) }));

    const reports = await grader.gradeAll(requests);

    for (const { exercise, points, checks } of reports) {
      expect(points, exercise).toBe(0);
      expect(checks.find(({ status }) => status === "failed")?.message, exercise).toMatch(
        /expected|undefined/,
      );
    }
    expect(reports.map((report) => report.maxPoints)).toEqual(exercises.map(maxPoints));
  });
});
