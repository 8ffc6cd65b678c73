/** One known mistake of each exercise, submitted as a learner would submit it: the whole way through the cage. */

import { afterAll, describe, expect, it } from "vitest";
import { createGrader } from "../../../src/grader/grading/create-grader.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { deriveSeed } from "../../../src/grader/grading/seed.ts";
import { root } from "../support.ts";
import { answerWriter, bankOf, sentencesFor } from "./mistake-bank.ts";

const grader = createGrader({ root, secret: "proof" });
afterAll(() => grader.close());

describe("a known mistake", () => {
  it("loses points and hears its name, in every exercise", async () => {
    const submitted = await Promise.all(
      readExerciseList(root).map(async ({ id, file }) => {
        const bank = await bankOf(file);
        const ids = Object.keys(bank.clauses);
        const mistake = ids[deriveSeed("sample", id) % ids.length];
        const write = await answerWriter(file);
        return {
          name: `${id} ${mistake}`,
          bank,
          mistake,
          request: { exercise: id, source: write([mistake]) },
        };
      }),
    );

    const reports = await grader.gradeAll(submitted.map(({ request }) => request));

    submitted.forEach(({ name, bank, mistake }, i) => {
      const { error, points, maxPoints, diagnosis } = reports[i];
      expect(error, name).toBeUndefined();
      expect(points, name).toBeLessThan(maxPoints);
      expect(sentencesFor(bank, mistake), name).toContain(diagnosis);
    });
  });
});
