import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  checksHere,
  type Exercise,
  maxPoints,
  readExerciseList,
} from "../../../src/grader/grading/exercise-list.ts";
import {
  heldBackNote,
  hiddenLabel,
  releasedChecks,
  releasedExercise,
} from "../../../src/grader/grading/hidden-checks.ts";
import { root } from "../support.ts";

const exercise: Exercise = {
  id: "X1.7",
  file: "01-7-example",
  title: "An example",
  statement: "y = x",
  hints: ["1", "2", "3"],
  checks: [
    { id: "a", points: 1, title: "small" },
    { id: "b", points: 2, title: "large", hidden: true },
    { id: "c", points: 3, title: "negative", needs: ["a"] },
    { id: "d", points: 1, title: "empty", needs: ["a"], hidden: true },
  ],
};
const source = `/** Checks of X1.7. */
import { createRandom, type Matrix, uniform as draw } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
import { drawLarge } from "./large.ts";

/** Only the hidden check uses it. */
function large(seed: number): Matrix {
  return draw(limits.large, 3, 1, createRandom(seed));
}
const limits = { large: 99 };
const small = 2;

exercise("X1.7", ({ check }) => {
  check("a", async ({ call }) => {
    await call("f", createRandom(small));
  });

  // Many rows.
  check("b", async ({ call, seed }) => {
    await call("f", large(seed), drawLarge());
  });

  for (const id of ["c"]) {
    check(id, async () => {});
  }

  check("d", async () => {});
});
`;

describe("the hidden checks of an exercise", () => {
  it("are numbered, whatever stands between them", () => {
    expect(exercise.checks.map(({ id }) => hiddenLabel(exercise, id))).toEqual([
      undefined,
      "hidden check 1 of 2",
      undefined,
      "hidden check 2 of 2",
    ]);
  });

  it("are announced in a class's copy by number and points, and by nothing else", () => {
    const released = releasedExercise(exercise);

    expect(JSON.stringify(released)).not.toMatch(/large|empty/);
    expect(checksHere(released).map(({ id }) => id)).toEqual(["a", "c"]);
    expect(maxPoints(released)).toBe(4);
    expect(maxPoints(exercise)).toBe(7);
    expect(heldBackNote(exercise)).toBeUndefined();
    expect(heldBackNote(released)).toMatch(
      /^Not run here: hidden check 1 of 2, 2 points; hidden check 2 of 2, 1 point \(of 7 points in all\)\./,
    );
  });

  it("leave a class's copy of the file with all that only they used, and nothing else", () => {
    const released = releasedChecks(exercise, source);

    expect(released).toBe(`/** Checks of X1.7. */
import { createRandom } from "unrolled/numeric";
import { exercise } from "../../src/grader/grading/exercise.ts";
const small = 2;

exercise("X1.7", ({ check }) => {
  check("a", async ({ call }) => {
    await call("f", createRandom(small));
  });

  for (const id of ["c"]) {
    check(id, async () => {});
  }
});
`);
  });

  it("cannot be made in a loop, because they would ship", () => {
    const looped = source.replace('check("d", ', 'for (const id of ["d"]) check(id, ');

    expect(() => releasedChecks(exercise, looped)).toThrow(
      'releasedChecks: 01-7-example needs one statement check("d", …)',
    );
  });
});

describe("the course's own exercises", () => {
  const hiding = readExerciseList(root).filter(({ checks }) => checks.some(({ hidden }) => hidden));

  it("hide some checks, and always less than half of the points", () => {
    expect(hiding.length).toBeGreaterThanOrEqual(10);
    for (const entry of hiding)
      expect(maxPoints(releasedExercise(entry)), entry.id).toBeGreaterThan(maxPoints(entry) / 2);
  });

  it.each(hiding.map((entry) => [entry.id, entry] as const))(
    "%s ships without its hidden checks, as a file that compiles",
    (_id, entry) => {
      const text = readFileSync(join(root, "tests/exercises", `${entry.file}.test.ts`), "utf8");

      const released = releasedChecks(entry, text);

      for (const { id, hidden } of entry.checks) if (hidden) expect(released).not.toContain(`check("${id}"`);
      const { diagnostics } = ts.transpileModule(released, { reportDiagnostics: true });
      expect(diagnostics).toEqual([]);
      expect(released.length).toBeGreaterThan(text.length / 2);
    },
  );
});
