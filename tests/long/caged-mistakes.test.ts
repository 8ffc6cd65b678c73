/** Every known mistake of every exercise, submitted as a learner would submit it: the whole way through the cage. */

import { afterAll, describe, expect, it } from "vitest";
import { createGrader } from "../../src/grader/grading/create-grader.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { answerWriter, bankOf, sentencesFor } from "../grader/grading/mistake-bank.ts";
import { root } from "../grader/support.ts";

const grader = createGrader({ root, secret: "proof" });
afterAll(() => grader.close());

describe.each(readExerciseList(root))("through the cage: $id", { timeout: 600_000 }, ({ id, file }) => {
  it("catches every mistake and calls it by its name, and gives full marks to the bank's right answer", async () => {
    const bank = await bankOf(file);
    const ids = Object.keys(bank.clauses);
    const write = await answerWriter(file);

    const [right, ...reports] = await grader.gradeAll(
      [[], ...ids.map((mistake) => [mistake])].map((made) => ({ exercise: id, source: write(made) })),
    );

    expect(right.points).toBe(right.maxPoints);
    expect(right.diagnosis).toBeUndefined();
    reports.forEach(({ error, points, maxPoints, diagnosis }, i) => {
      expect(error, ids[i]).toBeUndefined();
      expect(points, ids[i]).toBeLessThan(maxPoints);
      expect(sentencesFor(bank, ids[i]), ids[i]).toContain(diagnosis);
    });
  });
});
