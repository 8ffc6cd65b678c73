import { describe, expect, it } from "vitest";
import { feedbackPage } from "../../../src/grader/class/feedback-page.ts";
import { overviewPage } from "../../../src/grader/class/overview-page.ts";
import { scoreOf } from "../../../src/grader/class/scores.ts";
import { addStudent, createTally } from "../../../src/grader/class/tally.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import type { GradeReport } from "../../../src/grader/grading/report.ts";
import { root } from "../support.ts";
import { hostileNames } from "./hostile-names.ts";

const report = (points: number, more: Partial<GradeReport> = {}): GradeReport => ({
  ...{ exercise: "X1.1", title: "The cell", points, maxPoints: 6, checks: [], notes: [] },
  ...more,
});

describe("a student's page", () => {
  const secret = "the secret title";
  const reports = [
    report(2, {
      checks: [
        { id: "a", title: "open <b>", points: 2, maxPoints: 2, status: "passed" },
        {
          id: "b",
          title: secret,
          points: 0,
          maxPoints: 4,
          status: "failed",
          message: `${secret}: expected 0.4242`,
          hidden: "hidden check 1 of 1",
        },
      ],
      diagnosis: "Your result equals what you get if hidden.",
      notes: ["Your code printed:\n<script>alert(2)</script>"],
      hiddenNotes: ["Your code printed in hidden checks:\n0.12345"],
    }),
  ];
  const score = scoreOf(reports, [], undefined, undefined);
  const pageFor = (name: string) =>
    feedbackPage({
      assignment: "Week 1",
      name,
      result: { reports, notes: [name], faults: [] },
      manual: [],
      score,
    });

  it("tells of a hidden check its points and nothing else", () => {
    const html = pageFor("ada");

    expect(html).toContain("hidden check 1 of 1");
    expect(html).toContain("0 / 4");
    expect(html).not.toContain(secret);
    expect(html).not.toContain("0.4242");
    expect(html).not.toContain("0.12345");
    expect(html).not.toContain("if hidden");
  });

  it.each(hostileNames)("shows a name as text: %j", (name) => {
    const html = pageFor(name);
    const body = html.slice(html.indexOf("<body>"));

    expect(body).not.toMatch(/<(script|img)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
    expect(html).toContain("script-src 'none'");
  });

  it("says how lateness and points by hand came about", () => {
    const manual = [{ student: "ada", points: -1, comment: "copied <i>" }];
    const late = scoreOf(reports, manual, "2026-11-21T00:00:00Z", {
      ...{ due: new Date("2026-11-20T12:00:00Z"), percentPerDay: 10, mostPercent: 100, graceMinutes: 0 },
    });
    const html = feedbackPage({
      assignment: "W",
      name: "a",
      result: { reports, notes: [], faults: [] },
      manual,
      score: late,
    });

    expect(html).toContain("−1 point by hand: copied &lt;i&gt;");
    expect(html).toContain("Handed in late by 1 day: 0.1 of 1 points are taken off.");
  });
});

describe("the overview", () => {
  const exercises = readExerciseList(root).filter(({ id }) => id === "X1.1");
  const checks = exercises[0].checks.map(({ id, title, points }, i) => ({
    ...{ id, title, maxPoints: points, points: i === 0 ? points : 0 },
    status: i === 0 ? ("passed" as const) : ("failed" as const),
  }));

  it("counts checks and mistakes, and lets no text of a student act", () => {
    const tally = createTally(exercises);
    const diagnosis = "Your result equals what you get if the bias is left out.";
    for (const student of ["ada", "bob"]) {
      const reports = [report(1, { checks, diagnosis })];
      addStudent(tally, student, reports, scoreOf(reports, [], undefined, undefined));
    }
    addStudent(
      tally,
      "<script>alert(3)</script>",
      [report(0, { error: "No answer was handed in." })],
      undefined,
    );

    const html = overviewPage("Week <1>", tally);

    expect(tally).toMatchObject({ students: 3, nothingHandedIn: 1, faults: ["<script>alert(3)</script>"] });
    expect(tally.exercises[0].checks.map(({ passed, failed }) => [passed, failed])).toEqual(
      checks.map((_, i) => (i === 0 ? [2, 0] : [0, 2])),
    );
    expect(html).toContain("if the bias is left out.");
    expect(html).toContain("&lt;script&gt;alert(3)");
    expect(html).not.toContain("<script>alert(3)");
    expect(html.slice(0, html.indexOf("</main>"))).not.toMatch(/(src|href)=/);
  });
});
