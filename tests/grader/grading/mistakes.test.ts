/** Every exercise's known mistakes against its checks; tests/long/mistakes.test.ts does the same with more effort. */

import { describe, expect, it, vi } from "vitest";
import { type RecordedCall, sameValue } from "../../../src/grader/grading/diagnosis.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { root } from "../support.ts";
import { type Define, runChecks } from "./checks-in-process.ts";
import { bankOf } from "./mistake-bank.ts";
import { proveExercise } from "./proofs.ts";

const defined = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => defined.set(id, define),
}));

for (const entry of readExerciseList(root))
  proveExercise(entry, defined, { secrets: ["proof"], randomAnswers: 4, pairs: 10 });

describe("weak inputs", () => {
  it("hide mistakes: one time step from a zero state lets wrong answers through that the checks' inputs catch", async () => {
    await import("../../exercises/03-2-rnn-backward.test.ts");
    const [entry] = readExerciseList(root).filter(({ id }) => id === "X3.2");
    const bank = await bankOf(entry.file);
    const functions = bank.answer(() => false);
    const { calls } = await runChecks(entry, defined.get("X3.2") as Define, functions, bank);
    const survivors = (inputs: readonly RecordedCall[]): string[] =>
      Object.keys(bank.clauses).filter((mistake) => {
        const { rnnBackward } = bank.answer((id) => id === mistake);
        return inputs.every(({ args, value }) => sameValue(rnnBackward(...(args as never[])), value));
      });
    const weak = calls.map(({ name, args: [params, caches, dhs] }) => {
      const [{ hPrev, ...rest }] = caches as { hPrev: { map(f: () => number): unknown } }[];
      const args = [params, [{ ...rest, hPrev: hPrev.map(() => 0) }], (dhs as unknown[]).slice(0, 1)];
      return { name, args, value: functions.rnnBackward(...(args as never[])) };
    });

    expect(survivors(calls)).toEqual([]);
    expect(survivors(weak).length).toBeGreaterThanOrEqual(8);
  });
});
