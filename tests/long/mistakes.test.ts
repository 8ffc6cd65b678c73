/** Every known mistake of every exercise: on many inputs in this process, and once each the whole way through the cage. */

import { afterAll, describe, expect, it, vi } from "vitest";
import { createGrader } from "../../src/grader/grading/create-grader.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { answerWriter, bankOf, sentencesFor } from "../grader/grading/mistake-bank.ts";
import { proveExercise } from "../grader/grading/proofs.ts";
import { root } from "../grader/support.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

const exercises = readExerciseList(root);
const secrets = Array.from({ length: 20 }, (_, i) => `proof ${i}`);
/** Together 10,000 wrong answers that are nobody's mistake. */
const randomAnswers = Math.ceil(10_000 / exercises.length);

for (const entry of exercises) proveExercise(entry, defined, { secrets, randomAnswers, pairs: 150 });

describe.each(exercises)("through the cage: $id", { timeout: 600_000 }, ({ id, file }) => {
  const grader = createGrader({ root, secret: "proof" });
  afterAll(() => grader.close());

  it("catches every mistake and calls it by its name", async () => {
    const bank = await bankOf(file);
    const ids = Object.keys(bank.clauses);
    const write = await answerWriter(file);

    const reports = await grader.gradeAll(ids.map((mistake) => ({ exercise: id, source: write([mistake]) })));

    reports.forEach(({ error, points, maxPoints, diagnosis }, i) => {
      expect(error, ids[i]).toBeUndefined();
      expect(points, ids[i]).toBeLessThan(maxPoints);
      expect(sentencesFor(bank, ids[i]), ids[i]).toContain(diagnosis);
    });
  });

  it("gives full marks to the bank's own right answer", async () => {
    const write = await answerWriter(file);

    const report = await grader.grade({ exercise: id, source: write([]) });

    expect(report.points).toBe(report.maxPoints);
    expect(report.diagnosis).toBeUndefined();
  });
});
