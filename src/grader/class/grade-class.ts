/**
 * Grades a class: several grading processes side by side, a few students at a time, each result written as soon
 * as it is there. What this process holds does not grow with the class.
 */

import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { refusedReport } from "../grading/assemble-report.ts";
import { createGrader, type Grader } from "../grading/create-grader.ts";
import type { GradeRequest } from "../grading/engine.ts";
import type { Exercise } from "../grading/exercise-list.ts";
import { type Answers, answerFinder, type FindAnswers } from "./find-answers.ts";
import type { FoundSubmission } from "./find-submissions.ts";
import { type Fingerprint, fingerprints } from "./fingerprint.ts";
import { type ReadSubmission, readSubmission } from "./read-submission.ts";
import { studentFile } from "./student-file.ts";
import { type Fault, nothingHandedIn, readResult, type StudentResult } from "./student-result.ts";

export interface ClassOptions {
  /** The project's folder. */
  readonly root: string;
  readonly submissions: readonly FoundSubmission[];
  readonly exercises: readonly Exercise[];
  /** Where results/ is. */
  readonly out: string;
  readonly secret: string;
  /** Grading processes side by side. */
  readonly jobs: number;
  /** Results of an earlier run that still fit are kept. */
  readonly resume: boolean;
  /** Called when a student's result is there. */
  readonly onResult: (student: string, kept: boolean) => void;
  /** Ends after the students under way. */
  readonly signal?: AbortSignal;
}

/** A run of the checks costs as much as several answers, so students are taken together; each has a process open. */
const mostTogether = 10;

interface Prepared {
  readonly found: FoundSubmission;
  readonly read: ReadSubmission;
  readonly answers: Answers;
  readonly fingerprint: string;
  readonly file: string;
}

interface Desk {
  readonly options: ClassOptions;
  readonly find: FindAnswers;
  readonly fingerprint: Fingerprint;
}

export const resultFile = (out: string, student: string): string =>
  join(out, "results", `${studentFile(student)}.json`);

export async function gradeClass(options: ClassOptions): Promise<void> {
  const { root, exercises, out, secret, submissions, signal, jobs } = options;
  await mkdir(join(out, "results"), { recursive: true });
  await removeHalfWritten(join(out, "results"));
  const desk: Desk = {
    options,
    find: answerFinder(root, exercises),
    fingerprint: await fingerprints(root, secret, exercises),
  };
  const together = Math.min(mostTogether, Math.ceil(submissions.length / (2 * jobs)));
  let next = 0;
  const work = async (): Promise<void> => {
    const grader = createGrader({ root, secret, forClass: true });
    try {
      while (next < submissions.length && !signal?.aborted) {
        const taken = submissions.slice(next, next + together);
        next += taken.length;
        await gradeTogether(desk, grader, await prepare(desk, taken));
      }
    } finally {
      await grader.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, Math.ceil(submissions.length / together)) }, work));
}

/** Reads the submissions; those whose result is kept are done. */
async function prepare(
  { options, find, fingerprint }: Desk,
  taken: readonly FoundSubmission[],
): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (const found of taken) {
    const read = await readSubmission(found);
    const answers = find(read);
    const file = resultFile(options.out, found.student);
    const print = fingerprint(found.student, answers);
    const kept = options.resume ? await readResult(file) : undefined;
    const isKept = kept?.student === found.student && kept.fingerprint === print && kept.faults.length === 0;
    if (isKept) options.onResult(found.student, true);
    else prepared.push({ found, read, answers, fingerprint: print, file });
  }
  return prepared;
}

async function gradeTogether(desk: Desk, grader: Grader, prepared: readonly Prepared[]): Promise<void> {
  if (prepared.length === 0) return;
  const requests = prepared.map(requestsOf);
  const outcome = await grader.gradeAll(requests.flat()).catch(() => undefined);
  let at = 0;
  for (const [i, student] of prepared.entries()) {
    const count = requests[i].length;
    const reports = outcome?.slice(at, at + count).map((report) => ({ report }));
    at += count;
    await write(desk, student, reports ?? (await gradeSingly(grader, requests[i])));
  }
}

const requestsOf = ({ found, answers }: Prepared): GradeRequest[] =>
  answers.answers.map(({ exercise, source, file }) => ({ exercise, source, file, student: found.student }));

type Outcome = { readonly report: Awaited<ReturnType<Grader["grade"]>> } | { readonly fault: string };

/** After a fault of the grader: one student, one answer at a time, so that only what is at fault is left ungraded. */
async function gradeSingly(grader: Grader, requests: readonly GradeRequest[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const request of requests) {
    outcomes.push(
      await grader.grade(request).then(
        (report) => ({ report }),
        (error: Error) => ({ fault: error.message }),
      ),
    );
  }
  return outcomes;
}

async function write(
  { options: { exercises, onResult } }: Desk,
  { found, read, answers, fingerprint, file }: Prepared,
  outcomes: readonly Outcome[],
): Promise<void> {
  const faults: Fault[] = [];
  const reports = exercises.map((exercise) => {
    const at = answers.answers.findIndex((answer) => answer.exercise === exercise.id);
    if (at < 0) return refusedReport(exercise, nothingHandedIn);
    const outcome = outcomes[at];
    if ("report" in outcome) return outcome.report;
    faults.push({ exercise: exercise.id, message: outcome.fault });
    return refusedReport(exercise, "This could not be graded; it is no fault of the answer.");
  });
  const { student, canvasId } = found;
  const result: StudentResult = {
    student,
    ...(canvasId !== undefined && { canvasId }),
    ...(read.timestamp !== undefined && { timestamp: read.timestamp }),
    fingerprint,
    notes: answers.notes,
    reports,
    faults,
  };
  await writeFileAtomic(file, `${JSON.stringify(result, null, 1)}\n`);
  onResult(student, false);
}

/** What an atomic write leaves when it is killed. */
async function removeHalfWritten(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (/\.json\.\d+$/.test(name)) await rm(join(folder, name));
}
