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
/** With PROOF=full: 20 input sets, 10,000 wrong answers that are nobody's mistake, 150 pairs; it takes more than an hour. */
const [inputSets, wrongAnswers, pairs] = process.env.PROOF === "full" ? [20, 10_000, 150] : [3, 700, 20];
const secrets = Array.from({ length: inputSets }, (_, i) => `proof ${i}`);
const randomAnswers = Math.ceil(wrongAnswers / exercises.length);

for (const entry of exercises) proveExercise(entry, defined, { secrets, randomAnswers, pairs });

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
