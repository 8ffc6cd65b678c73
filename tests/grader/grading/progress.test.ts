import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createExerciseHelp } from "../../../src/grader/grading/exercise-help.ts";
import { createProgressStore, type ProgressStore } from "../../../src/grader/grading/progress.ts";
import { type GradeReport, notAttempted } from "../../../src/grader/grading/report.ts";

const root = join(import.meta.dirname, "../../..");
let own: string;
let store: ProgressStore;
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), "unrolled-progress-"));
  store = createProgressStore(own);
});
afterEach(() => rmSync(own, { recursive: true, force: true }));

const report = (points: number, error?: string): GradeReport => ({
  exercise: "X1.1",
  title: "The recurrent cell, one time step",
  points,
  maxPoints: 6,
  checks: [],
  notes: [],
  ...(error === undefined ? {} : { error }),
});

describe("a learner's progress", () => {
  it("keeps the best points and counts every attempt, even of two that come at once", async () => {
    await Promise.all([store.record([report(4)]), store.record([report(1)])]);

    const { exercises } = await createProgressStore(own).read();

    expect(exercises["X1.1"]).toMatchObject({ points: 4, maxPoints: 6, attempts: 2, hints: 0 });
    expect(Date.parse(exercises["X1.1"]!.lastAttempt!)).toBeGreaterThan(Date.now() - 60_000);
  });

  it("counts no attempt for an untouched stub", async () => {
    await store.record([report(0, notAttempted)]);

    expect(await store.read()).toEqual({ exercises: {} });
  });

  it("keeps points and hints beside each other", async () => {
    await store.recordHints({ id: "X1.1", maxPoints: 6 }, 2);
    await store.record([report(3)]);
    await store.recordHints({ id: "X1.1", maxPoints: 6 }, 3);

    expect((await store.read()).exercises["X1.1"]).toMatchObject({ points: 3, attempts: 1, hints: 3 });
  });

  it("puts a damaged file aside and begins anew", async () => {
    writeFileSync(join(own, "progress.json"), '{"exer');

    await store.record([report(5)]);

    expect((await store.read()).exercises["X1.1"]?.points).toBe(5);
    expect(readFileSync(join(own, "progress.damaged.json"), "utf8")).toBe('{"exer');
  });

  it("takes no record whose numbers are none", async () => {
    await store.record([report(5)]);

    const replacing = store.merge({ exercises: { "X1.1": { points: "all" } } });

    await expect(replacing).rejects.toThrow("progress: X1.1 needs points, maxPoints, attempts and hints");
    expect((await store.read()).exercises["X1.1"]?.points).toBe(5);
  });
});

describe("help with an exercise", () => {
  it("shows one hint more at each asking, and remembers which were shown", async () => {
    const first = await createExerciseHelp(root, store).nextHint("X1.1");
    const second = await createExerciseHelp(root, store).nextHint("X1.1");

    expect(first).toMatchObject({ hintsLeft: 2, maxPoints: 6, statement: "h = tanh(x Wx + h₋ Wh + b)" });
    expect(second.hints).toHaveLength(2);
    expect(second.hints[0]).toBe(first.hints[0]);
  });

  it("opens the solution after an attempt and all hints, not before", async () => {
    const desk = createExerciseHelp(root, store);
    for (let hint = 0; hint < 3; hint++) await desk.nextHint("X1.1");

    await expect(desk.solution("X1.1")).rejects.toThrow("opens after an attempt of your own and all hints");
    await store.record([report(2)]);

    expect(await desk.help("X1.1")).toMatchObject({ solution: "open", hintsLeft: 0, points: 2 });
    expect(await desk.solution("X1.1")).toContain("export function rnnCellForward");
  });

  it("opens it at once for who has solved the exercise", async () => {
    const desk = createExerciseHelp(root, store);

    await store.record([report(6)]);

    expect((await desk.help("X1.1")).solution).toBe("open");
  });

  it("is refused for an exercise that is not there", async () => {
    await expect(createExerciseHelp(root, store).help("X99.1")).rejects.toThrow(
      'No exercise is called "X99.1".',
    );
  });
});
