/**
 * `unrolled class release`: the course as students get it.
 * `unrolled class grade`: grades what a class handed in; gradebook, a page for each student, an overview.
 */

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { type FoundSubmission, findSubmissions } from "../grader/class/find-submissions.ts";
import { gradeClass } from "../grader/class/grade-class.ts";
import { releaseClass } from "../grader/class/release.ts";
import { type RosterEntry, readManualPoints, readRoster } from "../grader/class/roster.ts";
import type { Tally } from "../grader/class/tally.ts";
import { writeOutputs } from "../grader/class/write-outputs.ts";
import { type Exercise, findExercises, readExerciseList } from "../grader/grading/exercise-list.ts";
import { visible } from "../grader/reports/terminal.ts";
import { probeContainment } from "../grader/sandbox/containment.ts";
import { writeRunner } from "../grader/sandbox/runner-bundle.ts";
import { countOf, type LateOptions, lateRule, readSecret } from "./class-options.ts";
import { type ProgressBar, progressBar } from "./progress-bar.ts";

export interface ClassGradeOptions extends LateOptions {
  readonly out: string;
  readonly exercises?: readonly string[];
  readonly jobs?: string;
  readonly resume?: boolean;
  readonly secret?: string;
  readonly assignment?: string;
  readonly roster?: string;
  readonly points?: string;
  readonly acceptRiskOfUncontainedCode?: boolean;
}

export interface ClassReleaseOptions {
  readonly out: string;
  readonly diagnosis?: boolean;
}

const root = join(import.meta.dirname, "../..");

export async function classRelease({ out, diagnosis = false }: ClassReleaseOptions): Promise<void> {
  const bar = progressBar(process.stderr, 1);
  const onProgress = (done: number, total: number, what: string): void => bar.advance(done, what, total);
  const files = await releaseClass({ root, out: resolve(out), diagnosis, onProgress }).finally(() =>
    bar.close(),
  );
  const place = relative(process.cwd(), resolve(out)) || ".";
  console.log(
    `${files} files in ${place}: no solutions, no hidden checks, no known mistakes${diagnosis ? " but as numbers" : ""}.\nTry it as a student does: cd ${place} && npm ci && npm start`,
  );
}

export async function classGrade(path: string, options: ClassGradeOptions): Promise<void> {
  await assertContained(options.acceptRiskOfUncontainedCode === true);
  const exercises = findExercises(readExerciseList(root), options.exercises ?? []);
  const roster =
    options.roster === undefined ? [] : readRoster(options.roster, readFileSync(options.roster, "utf8"));
  const found = findSubmissions(resolve(path), exercises);
  const submissions = namedByRoster(found.submissions, roster);
  const students = new Set([...submissions, ...roster].map(({ student }) => student));
  const ids = new Set(exercises.map(({ id }) => id));
  const manual =
    options.points === undefined
      ? []
      : readManualPoints(options.points, readFileSync(options.points, "utf8"), students, ids);
  const late = lateRule(options);
  const out = resolve(options.out);
  const secret = readSecret(options.secret);
  for (const note of found.notes) console.error(visible(note));

  const finished = await gradeWithProgress({
    ...{ submissions, exercises, out, secret, resume: options.resume === true },
    jobs: countOf("jobs", options.jobs, availableParallelism()),
  });
  if (!finished) {
    console.error(`Stopped. What is graded is kept; go on with the same command and --resume.`);
    process.exitCode = 130;
    return;
  }
  const assignment = options.assignment ?? basename(resolve(path));
  const tally = await writeOutputs({
    ...{ out, assignment, exercises, submissions, roster, manual },
    ...(late && { late }),
  });
  console.log(closing(tally, exercises, out));
  process.exitCode = tally.faults.length > 0 ? 2 : 0;
}

interface Work {
  readonly submissions: readonly FoundSubmission[];
  readonly exercises: readonly Exercise[];
  readonly out: string;
  readonly secret: string;
  readonly jobs: number;
  readonly resume: boolean;
}

/** False when it was stopped before the end. */
async function gradeWithProgress(work: Work): Promise<boolean> {
  const stop = new AbortController();
  const bar: ProgressBar = progressBar(process.stderr, work.submissions.length);
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(130);
    bar.say("Finishing the students under way; Ctrl-C again stops at once.");
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  let done = 0;
  try {
    await gradeClass({
      ...{ root, ...work, signal: stop.signal },
      onResult: (student, kept) => bar.advance(++done, `${visible(student)}${kept ? " (kept)" : ""}`),
    });
  } finally {
    bar.close();
    process.off("SIGINT", onSignal);
  }
  return done === work.submissions.length;
}

/** A class's code is graded only where it cannot reach this machine, unless the teacher takes the risk by its name. */
async function assertContained(accepted: boolean): Promise<void> {
  const runner = await writeRunner(root, ["unrolled/numeric"]);
  try {
    const { complete, missing } = await probeContainment(runner.folder, runner.script);
    if (complete) return;
    const risk = missing.join("\n");
    if (!accepted)
      throw new Error(
        `class grade: refused, because the code of others cannot be confined here.\n${risk}\nIf you take that risk: --accept-risk-of-uncontained-code`,
      );
    console.error(`Warning: the code that is graded can reach this machine.\n${risk}`);
  } finally {
    await runner.remove();
  }
}

/** Canvas names files by a number that the roster may know; what then belongs to one student comes together. */
function namedByRoster(
  found: readonly FoundSubmission[],
  roster: readonly RosterEntry[],
): readonly FoundSubmission[] {
  const students = new Map<string, FoundSubmission>();
  for (const submission of found) {
    const isListed = roster.some(({ student }) => student === submission.student);
    const entry = roster.find(({ canvasId }) => canvasId !== "" && canvasId === submission.canvasId);
    const student = isListed || !entry ? submission.student : entry.student;
    const known = students.get(student);
    const paths = [...(known?.paths ?? []), ...submission.paths];
    students.set(student, { ...submission, ...known, student, paths });
  }
  return [...students.values()];
}

function closing(
  { students, nothingHandedIn, scoreSum, maxScore, faults }: Tally,
  exercises: readonly Exercise[],
  out: string,
): string {
  const graded = students - faults.length;
  const mean = graded > 0 ? (scoreSum / graded).toFixed(1) : "–";
  const place = relative(process.cwd(), out) || ".";
  return [
    `${students} students, ${exercises.length} exercises: mean ${mean} of ${maxScore} points, ${nothingHandedIn} handed in nothing.`,
    ...(faults.length > 0
      ? [
          `Not all judged, by a fault of the grader; run again with --resume: ${faults.map(visible).join(", ")}`,
        ]
      : []),
    `  ${join(place, "overview.html")}    the class at a glance`,
    `  ${join(place, "gradebook.csv")}    nbgrader's columns; canvas.csv for Canvas`,
    `  ${join(place, "feedback")}         one page for each student`,
    `  ${join(place, "results")}          everything, as JSON; not for students`,
  ].join("\n");
}
