import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, writeCsv } from "../../../src/grader/class/csv.ts";
import { canvasCsv, nbgraderCsv } from "../../../src/grader/class/gradebook.ts";
import { readManualPoints, readRoster, stranger } from "../../../src/grader/class/roster.ts";
import { type LateRule, scoreOf } from "../../../src/grader/class/scores.ts";
import { studentFile } from "../../../src/grader/class/student-file.ts";
import type { GradeReport } from "../../../src/grader/grading/report.ts";
import { hostileNames } from "./hostile-names.ts";

const report = (points: number, more: Partial<GradeReport> = {}): GradeReport => ({
  ...{ exercise: "X1.1", title: "The cell", points, maxPoints: 6, checks: [], notes: [] },
  ...more,
});

describe("CSV", () => {
  it.each(hostileNames)("takes no text for a formula and no text for structure: %j", (name) => {
    const text = writeCsv([
      ["student_id", "points"],
      [name, 3],
    ]);

    const [row] = readCsv("test", text, ["student_id"]);
    const cell = text.slice(text.indexOf("\r\n") + 2);
    expect(cell).not.toMatch(/^"?\s*[=+\-@\t＝＋－＠]/);
    expect(row?.points ?? "3").toBe("3");
  });

  it("comes back as it went, for every text without control characters", () => {
    const isPlain = (text: string): boolean =>
      !/^\s*[=+\-@'＝]/.test(text) &&
      Array.from(text).every((letter) => letter >= " " && letter !== "\u007f");
    const plain = fc.string().filter(isPlain);
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(
          readCsv(
            "test",
            writeCsv([
              ["a", "b"],
              [`x${a}`, b],
            ]),
            ["a", "b"],
          ),
        ).toEqual([{ a: `x${a}`, b }]);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("says which column is missing", () => {
    expect(() => readCsv("roster.csv", "name\nada\n", ["student_id"])).toThrow(
      "roster.csv: the column student_id is missing; found name.",
    );
  });
});

describe("a student's file name", () => {
  it.each(hostileNames)("is harmless: %j", (name) => {
    expect(studentFile(name)).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,70}$/u);
    expect(studentFile(name)).not.toMatch(/^(con|prn|aux|nul)(\.|$)/i);
  });

  it("differs for different students, on systems that take A for a too", () => {
    const names = [...hostileNames, "ada", "Ada", "ADA", "a/da", "a_da", "a\\da"];
    const files = names.map((name) => studentFile(name).toLowerCase());
    expect(new Set(files).size).toBe(names.length);
    expect(studentFile("ada")).toBe("ada");
    expect(studentFile(studentFile("a/da"))).not.toBe(studentFile("a/da"));
  });
});

describe("scores", () => {
  const rule: LateRule = {
    due: new Date("2026-11-20T12:00:00Z"),
    percentPerDay: 10,
    mostPercent: 50,
    graceMinutes: 15,
  };

  it.each([
    ["2026-11-20T11:59:59Z", 0, 6],
    ["2026-11-20T12:15:00Z", 0, 6],
    ["2026-11-20T12:16:00Z", 1, 5.4],
    ["2026-11-22T12:00:00Z", 2, 4.8],
    ["2026-12-24T12:00:00Z", 34, 3],
    [undefined, 0, 6],
  ])("of what was handed in at %s: %i days late", (timestamp, lateDays, score) => {
    expect(scoreOf([report(6)], [], timestamp, rule)).toMatchObject({ lateDays, score, raw: 6, max: 6 });
  });

  it("take points by hand before lateness, and never fall below 0", () => {
    const manual = [
      { student: "ada", points: 2, comment: "" },
      { student: "ada", points: -1, comment: "" },
    ];
    expect(scoreOf([report(4)], manual, "2026-11-20T13:00:00Z", rule)).toMatchObject({
      raw: 5,
      penalty: 0.5,
      score: 4.5,
    });
    expect(scoreOf([report(0)], [manual[1]], undefined, rule)).toMatchObject({
      raw: -1,
      penalty: 0,
      score: 0,
    });
  });
});

describe("the gradebooks", () => {
  const [ada] = readRoster("r", "student_id,last_name,first_name,email,canvas_id\nada,Lovelace,Ada,a@x,17\n");
  const rows = [
    {
      who: ada,
      timestamp: "2026-11-20T13:00:00Z",
      score: { raw: 6, penalty: 0.6, score: 5.4, max: 6, lateDays: 1 },
    },
    { who: stranger("=1+1"), timestamp: "" },
  ];
  const assignment = { name: "Week 1", due: "2026-11-20T12:00:00Z", maxPoints: 6 };

  it("have nbgrader's columns, and no score where the grader was at fault", () => {
    expect(nbgraderCsv(assignment, rows).split("\r\n")).toEqual([
      "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score",
      "Week 1,2026-11-20T12:00:00Z,2026-11-20T13:00:00Z,ada,Lovelace,Ada,a@x,6,0.6,5.4,6",
      'Week 1,2026-11-20T12:00:00Z,,"\'=1+1",,,,,,,6',
      "",
    ]);
  });

  it("have Canvas's columns with the points possible below them", () => {
    expect(canvasCsv(assignment, rows).split("\r\n")).toEqual([
      "Student,ID,SIS User ID,SIS Login ID,Section,Week 1",
      "    Points Possible,,,,,6",
      '"Lovelace, Ada",17,,ada,,5.4',
      '"\'=1+1",,,"\'=1+1",,',
      "",
    ]);
  });

  it("refuse points for students and exercises that are not there", () => {
    const read = (text: string) => readManualPoints("p.csv", text, new Set(["ada"]), new Set(["X1.1"]));
    expect(read("student_id,points,exercise\nada,1.5,X1.1\n")).toEqual([
      { student: "ada", points: 1.5, exercise: "X1.1", comment: "" },
    ]);
    expect(() => read("student_id,points\nbob,1\n")).toThrow('p.csv: there is no student "bob".');
    expect(() => read("student_id,points,exercise\nada,1,X9.9\n")).toThrow("X9.9");
    expect(() => read("student_id,points\nada,many\n")).toThrow("expected points as a number");
  });
});
