/** A teacher's first walk: hand out the course, collect, grade, look, grade again. tests/long/class.test.ts walks further. */

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassGradeOptions, classGrade, classRelease } from "../../src/cli/class.ts";
import { readExerciseList } from "../../src/grader/grading/exercise-list.ts";
import * as containment from "../../src/grader/sandbox/containment.ts";
import { type GeneratedStudent, generateClass } from "../grader/class/generated-class.ts";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "unrolled-class-"));
const folder = join(home, "week1");
const secret = join(home, "secret");
const exercises = readExerciseList(root).filter(({ id }) => ["X1.1", "X1.4"].includes(id));
const options = { secret, exercises: exercises.map(({ id }) => id), jobs: "1", due: "2030-01-01T00:00:00Z" };

let students: GeneratedStudent[];
beforeAll(async () => {
  students = await generateClass({ folder, exercises, students: 10, seed: 3 });
  writeFileSync(secret, "a secret that nobody guesses");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Grades in this process; returns what was printed. */
async function gradeInto(out: string, more: Partial<ClassGradeOptions> = {}): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  await classGrade(folder, { ...options, out, ...more });
  vi.restoreAllMocks();
  return printed.join("\n");
}

/** One number for all files of a folder, names and bytes. */
function fingerprint(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [
        file.slice(path.length),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ]),
  );
}

/** Right answers have all points, wrong ones fewer, hostile and damaged ones none. */
function expectDeserved(file: string): void {
  const { students: results } = JSON.parse(readFileSync(file, "utf8")) as {
    students: { student: string; exercises: Record<string, number> }[];
  };
  for (const { student, kind, expected } of students) {
    const result = results.find((item) => item.student === student)!;
    for (const { id, checks } of exercises) {
      const max = checks.reduce((sum, { points }) => sum + points, 0);
      const name = `${student} (${kind}), ${id}`;
      if (expected[id] === "full") expect(result.exercises[id], name).toBe(max);
      else expect(result.exercises[id], name).toBeLessThan(expected[id] === "none" ? 1 : max);
    }
  }
}

describe("unrolled class", () => {
  it("hands out a course without anything that answers an exercise", async () => {
    const out = join(home, "release");
    vi.spyOn(console, "log").mockImplementation(() => {});
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);

    await classRelease({ out });

    const files = readdirSync(out, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /(^|\/)(solutions|node_modules|dist|\.unrolled)(\/|$)/.test(file))).toEqual(
      [],
    );
    const released = readExerciseList(out);
    const all = readExerciseList(root);
    const texts = files
      .filter((file) => /^(exercises|tests)\/.*\.(ts|json)$/.test(file))
      .map((file) => readFileSync(join(out, file), "utf8"));
    const hidden = all.flatMap((exercise) => exercise.checks.filter((check) => check.hidden));
    expect(hidden.length).toBeGreaterThan(5);
    for (const { title } of hidden) expect(texts.filter((text) => text.includes(title))).toEqual([]);
    expect(released.map(({ id, checks }) => [id, checks.map(({ points }) => points)])).toEqual(
      all.map(({ id, checks }) => [id, checks.map(({ points }) => points)]),
    );
    await expect(classRelease({ out })).rejects.toThrow(/is not empty/);
  });

  it("grades folders, zip files and notebooks as they deserve, and the same again", async () => {
    const [first, again] = [join(home, "first"), join(home, "again")];

    const printed = await gradeInto(first);
    await gradeInto(again, { jobs: "2" });

    expectDeserved(join(first, "results.json"));
    expect(printed).toContain("10 students, 2 exercises");
    expect(readFileSync(join(first, "gradebook.csv"), "utf8").split("\r\n")).toHaveLength(12);
    expect(readdirSync(join(first, "feedback"))).toHaveLength(10);
    expect(readFileSync(join(first, "overview.html"), "utf8").includes("<td>if ")).toBe(true); // a mistake by its name
    for (const name of readdirSync(join(first, "feedback"))) {
      const html = readFileSync(join(first, "feedback", name), "utf8");
      for (const { checks } of exercises)
        for (const { title } of checks.filter((check) => check.hidden)) expect(html).not.toContain(title);
    }
    expect(fingerprint(again)).toEqual(fingerprint(first));
  });

  it("goes on after it was killed, and grades nobody twice", async () => {
    const [out, whole] = [join(home, "killed"), join(home, "first")];
    const command = [
      "--conditions=source",
      "--import",
      "tsx",
      join(root, "src/cli/main.ts"),
      "class",
      "grade",
      folder,
    ];
    const flags = ["--out", out, "--secret", secret, "--jobs", "1", "--exercises", ...options.exercises];
    const child = spawn(process.execPath, [...command, ...flags], { cwd: root, stdio: "ignore" });
    const results = join(out, "results");
    await vi.waitUntil(
      () => existsSync(results) && readdirSync(results).some((name) => name.endsWith(".json")),
      {
        ...{ timeout: 240_000, interval: 20 },
      },
    );
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const kept = readdirSync(results).filter((name) => name.endsWith(".json"));
    const times = kept.map((name) => statSync(join(results, name)).mtimeMs);

    await gradeInto(out, { resume: true });

    expect(kept.length).toBeLessThan(10);
    expect(kept.map((name) => statSync(join(results, name)).mtimeMs)).toEqual(times);
    expect(fingerprint(out)).toEqual(fingerprint(whole));
  });

  it("takes off for lateness and adds points by hand without grading again", async () => {
    const out = join(home, "first");
    const points = join(home, "points.csv");
    writeFileSync(points, "student_id,points,comment\nstudent-000,1.5,well explained\n");
    const roster = join(home, "roster.csv");
    writeFileSync(
      roster,
      "student_id,last_name,first_name\nstudent-000,=Lovelace,Ada\nabsent,Noether,Emmy\n",
    );
    const before = fingerprint(join(out, "results"));

    await gradeInto(out, {
      resume: true,
      points,
      roster,
      due: "2000-01-01T00:00:00Z",
      latePenalty: "10",
      lateLimit: "50",
    });

    const rows = readFileSync(join(out, "gradebook.csv"), "utf8")
      .split("\r\n")
      .map((row) => row.split(","));
    const ada = rows.find((row) => row[3] === "student-000")!;
    const max = Number(ada[10]);
    expect(ada.slice(4, 11)).toEqual([
      '"\'=Lovelace"',
      "Ada",
      "",
      `${max + 1.5}`,
      `${(max + 1.5) / 2}`,
      `${(max + 1.5) / 2}`,
      `${max}`,
    ]);
    expect(rows.find((row) => row[3] === "absent")?.slice(7, 10)).toEqual(["0", "0", "0"]);
    expect(readFileSync(join(out, "feedback/student-000.html"), "utf8")).toContain(
      "+1.5 points by hand: well explained",
    );
    expect(fingerprint(join(out, "results"))).toEqual(before);
  });

  it("refuses a class where its code cannot be confined, unless the risk is named", async () => {
    mkdirSync(join(home, "risk"));
    vi.spyOn(containment, "probeContainment").mockResolvedValue({
      ...{ layers: [], complete: false, limits: containment.defaultLimits },
      missing: ["An answer can reach the network."],
    });

    await expect(gradeInto(join(home, "risk"))).rejects.toThrow(
      /refused.*\nAn answer can reach the network\.\n.*--accept-risk-of-uncontained-code/,
    );
    expect(readdirSync(join(home, "risk"))).toEqual([]);
  });

  it("says what is wrong with what it is told", async () => {
    const out = join(home, "wrong");
    await expect(gradeInto(out, { jobs: "0" })).rejects.toThrow("--jobs expects a number");
    await expect(gradeInto(out, { due: "tomorrow" })).rejects.toThrow("--due expects a time");
    await expect(classGrade(folder, { out, secret, latePenalty: "10" })).rejects.toThrow("needs --due");
    writeFileSync(join(home, "short"), "short");
    await expect(gradeInto(out, { secret: join(home, "short") })).rejects.toThrow("fewer than 16 characters");
  });
});
