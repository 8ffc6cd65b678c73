import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGrader } from "../../../src/grader/grading/create-grader.ts";
import { type GradeReport, studentView } from "../../../src/grader/grading/report.ts";
import { checkSeed, publicSecret } from "../../../src/grader/grading/seed.ts";
import { root } from "../support.ts";

/** X1.2, whose check d is hidden; `spoil` is run before the last state of a sequence goes out. */
const answer = (spoil: string): string => `
import type { Matrix } from "unrolled/numeric";
let seen = 0;
export function rnnForward(params, xs: Matrix[], h0: Matrix): Matrix[] {
  console.log("steps " + xs.length);
  const hs: Matrix[] = [];
  for (const x of xs) hs.push(x.dot(params.Wx).plus((hs.at(-1) ?? h0).dot(params.Wh)).plusRow(params.b).tanh());
  ${spoil}
  seen = Math.max(seen, xs.length);
  return hs;
}
`;

describe("what a student of a class reads", () => {
  const grader = createGrader({ root, secret: "of a class" });
  let right: GradeReport;
  let onlyHidden: GradeReport;
  let telling: GradeReport;
  beforeAll(async () => {
    const sources = [
      answer(""),
      answer("if (xs.length === 1) hs[0] = hs[0].scale(2);"),
      answer('if (xs.length === 5) throw new Error("the longest so far had " + seen);'),
    ];
    [right, onlyHidden, telling] = await grader.gradeAll(
      sources.map((source) => ({ exercise: "X1.2", source, student: "ada" })),
    );
  });
  afterAll(() => grader.close());

  it("counts hidden checks, and knows them by their number and points alone", () => {
    const { checks, points, maxPoints } = studentView(onlyHidden);

    expect([points, maxPoints]).toEqual([5, 6]);
    expect(checks.at(-1)).toEqual({
      id: "d",
      title: "hidden check 1 of 1",
      hidden: "hidden check 1 of 1",
      points: 0,
      maxPoints: 1,
      status: "failed",
    });
    expect(studentView(right).points).toBe(6);
  });

  it("has nothing of what the answer printed there, while the teacher has", () => {
    expect(right.hiddenNotes?.join()).toMatch(/steps 1\n.*steps 2/s);
    expect(JSON.stringify(studentView(right))).toMatch(/steps 5/);
    expect(JSON.stringify(studentView(right))).not.toMatch(/steps [12]\b|every length/);
  });

  it("has no message of the other checks that could tell of the hidden ones, because those come last", () => {
    expect(
      studentView(telling)
        .checks.map(({ message = "" }) => message)
        .join(),
    ).toMatch(/had [0-6]\b/);
  });

  it("names no mistake that only a hidden check shows", () => {
    const report = { ...onlyHidden, diagnosis: "Your result equals what you get if …" };
    const failsOpenly = { ...telling, diagnosis: "Your result equals what you get if …" };

    expect(studentView(report).diagnosis).toBeUndefined();
    expect(studentView(failsOpenly).diagnosis).toBe(failsOpenly.diagnosis);
  });
});

describe("the seed of a check", () => {
  it("is a student's own under a class's secret, and everyone's in public", () => {
    const seeds = (secret: string): number[] =>
      ["ada", "bob"].map((name) => checkSeed(secret, name, "X1.2", "a"));

    expect(new Set([...seeds("one"), ...seeds("two"), ...seeds(publicSecret)]).size).toBe(5);
    expect(seeds("one")).toEqual(seeds("one"));
  });
});
