/** Every exercise's known mistakes against its checks; tests/long/mistakes.test.ts does the same with more effort. */

import { vi } from "vitest";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { root } from "../support.ts";
import { proveExercise } from "./proofs.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

for (const entry of readExerciseList(root))
  proveExercise(entry, defined, { secrets: ["proof"], randomAnswers: 4, pairs: 10 });
