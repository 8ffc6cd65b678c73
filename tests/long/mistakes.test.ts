/**
 * The proof of every exercise's checks in full, in this process: every mistake on several sets of inputs, 10,000 answers
 * that are nobody's mistake over all exercises together, and pairs of mistakes.
 */

import { vi } from "vitest";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import { proveExercise } from "../grader/grading/proofs.ts";
import { root } from "../grader/support.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

const exercises = readExerciseList(root);
const secrets = ["proof 0", "proof 1", "proof 2"];
const randomAnswers = Math.ceil(10_000 / exercises.length);

for (const entry of exercises) proveExercise(entry, defined, { secrets, randomAnswers, pairs: 60 });
