/**
 * The proof of the mistakes fails when someone weakens the inputs: with one time step from a zero state, the checks of
 * backpropagation through time let wrong answers through.
 */

import type { Matrix } from "unrolled/numeric";
import { describe, expect, it, vi } from "vitest";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import type { RnnExample } from "../../exercises/examples.ts";
import { root } from "../support.ts";
import type { Define } from "./checks-in-process.ts";
import { bankOf } from "./mistake-bank.ts";
import { unpunished } from "./proofs.ts";

const state = vi.hoisted(() => ({ defined: new Map<string, unknown>(), isWeak: false }));
vi.mock("../../../src/grader/grading/exercise.ts", () => ({
  exercise: (id: string, define: unknown) => state.defined.set(id, define),
}));
vi.mock("../../exercises/examples.ts", async (original) => {
  const strong = await original<typeof import("../../exercises/examples.ts")>();
  const drawRnn: typeof strong.drawRnn = (sizes, random) =>
    state.isWeak ? weakened(strong.drawRnn({ ...sizes, steps: 1 }, random)) : strong.drawRnn(sizes, random);
  return { ...strong, drawRnn };
});

const weakened = (example: RnnExample): RnnExample => ({ ...example, h0: zeros(example.h0) });
const zeros = (m: Matrix): Matrix => m.map(() => 0);

describe("the checks of X3.2", () => {
  const [entry] = readExerciseList(root).filter(({ id }) => id === "X3.2");
  const prove = async (): Promise<string[]> => {
    await import("../../exercises/03-2-rnn-backward.test.ts");
    return unpunished(entry, state.defined.get("X3.2") as Define, await bankOf(entry.file), "proof");
  };

  it("let no known mistake through", async () => {
    state.isWeak = false;

    expect(await prove()).toEqual([]);
  });

  it("let many through with T = 1 and a zero initial state, and so the proof fails", async () => {
    state.isWeak = true;

    const through = await prove();

    // What concerns time, or the state before the first time step, cannot show.
    expect(through.length).toBeGreaterThanOrEqual(8);
    expect(through).toEqual(expect.arrayContaining(["no-carry", "overwritten", "forward-order"]));
  });
});
