/** Grades answers: bundles them, runs their checks, assembles the reports. Runs in the grading process. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultTimes } from "../sandbox/answer.ts";
import { bundleAnswer } from "../sandbox/bundle.ts";
import { guardInspector, type Launch } from "../sandbox/confined-process.ts";
import { type Containment, probeContainment } from "../sandbox/containment.ts";
import { type RunnerFolder, writeRunner } from "../sandbox/runner-bundle.ts";
import { assembleReport, refusedReport } from "./assemble-report.ts";
import { allowedImports, type Exercise, readExerciseList } from "./exercise-list.ts";
import type { Submission, SummaryRecord } from "./grading-context.ts";
import { type GradeReport, notAttempted } from "./report.ts";
import { startTestRun, type TestRun } from "./test-run.ts";
import { noTypeChecks, startTypeChecks } from "./type-notes.ts";

export interface GradeRequest {
  /** Exercise id, such as "X1.1". */
  readonly exercise: string;
  readonly source: string;
  /** Shown in messages; the file in exercises/ where left out. */
  readonly file?: string;
  /** Whose answer it is; inputs differ by name. */
  readonly student?: string;
}

export interface EngineOptions {
  /** The project's folder. */
  readonly root: string;
  /** From which the inputs' seeds are derived. */
  readonly secret: string;
  /** A class: each request list holds all answers of its students, and types are left to the students' editors. */
  readonly forClass?: boolean;
}

export interface Engine {
  readonly containment: Containment;
  /** In the order of the requests; all in one run of the checks. */
  grade(requests: readonly GradeRequest[]): Promise<GradeReport[]>;
  /** What each answer gives on the calls of the checks that are not hidden. */
  record(requests: readonly GradeRequest[]): Promise<NonNullable<SummaryRecord["calls"]>[]>;
  close(): Promise<void>;
}

const frames: Launch["frames"] = { frameBytes: 8 << 20, headerBytes: 1 << 20 };

export async function startEngine({ root, secret, forClass = false }: EngineOptions): Promise<Engine> {
  guardInspector();
  const exercises = readExerciseList(root);
  const [runners, typeNotes] = [createRunners(root), forClass ? noTypeChecks : startTypeChecks(root)];
  const [first, tests] = await Promise.all([
    runners.get(["unrolled/numeric"]),
    startTestRun(root, forClass ? 1 : 2), // one worker meets all answers of a student, so that they share a process
  ]);
  const containment = await probeContainment(first.folder, first.script);
  let run = 0;

  const prepare = async (request: GradeRequest, key: string): Promise<Prepared> => {
    const exercise = exercises.find(({ id }) => id === request.exercise);
    if (!exercise) throw new RangeError(`No exercise is called "${request.exercise}".`);
    const { file = `exercises/${exercise.file}.ts`, student = "learner", source } = request;
    if (isUntouched(root, exercise, source)) return { exercise, refused: notAttempted, notes: [] };
    const imports = allowedImports(exercise);
    const bundle = await bundleAnswer({ source, file, imports });
    if ("error" in bundle) return { exercise, refused: bundle.error, notes: [] };
    const { folder, script } = await runners.get(imports.length > 0 ? imports : ["unrolled/numeric"]); // one for most
    const submission = {
      key,
      exercise: exercise.id,
      student,
      bundle,
      launch: { containment, folder, script, frames },
    };
    return { exercise, submission, notes: typeNotes.check(source, file) };
  };

  const runChecks = async (requests: readonly GradeRequest[], more: { record?: boolean } = {}) => {
    run++;
    const prepared = await Promise.all(requests.map((request, i) => prepare(request, `${run}.${i}`)));
    const submissions = withOwners(
      prepared.flatMap(({ submission }) => submission ?? []),
      forClass,
    );
    const files = new Set(prepared.filter((p) => p.submission).map((p) => testFile(root, p.exercise)));
    const context = { root, secret, times: defaultTimes, submissions, ...more };
    const result = submissions.length > 0 ? await tests.run(context, [...files]) : noResult;
    return { prepared, result };
  };

  return {
    containment,
    async grade(requests) {
      const { prepared, result } = await runChecks(requests);
      return Promise.all(
        prepared.map(async ({ exercise, submission, refused, notes }) => {
          const allNotes = [...(await notes), ...containment.missing];
          return submission
            ? assembleReport(exercise, submission.key, result, allNotes)
            : refusedReport(exercise, refused ?? "", allNotes);
        }),
      );
    },
    async record(requests) {
      const { prepared, result } = await runChecks(requests, { record: true });
      return prepared.map(({ submission }) => {
        const summary = result.summaries.find((item) => item.submission === submission?.key);
        return summary?.calls ?? [];
      });
    },
    async close() {
      await Promise.all([tests.close(), runners.remove(), typeNotes.close()]);
    },
  };
}

interface Prepared {
  readonly exercise: Exercise;
  readonly submission?: Submission;
  readonly refused?: string;
  readonly notes: readonly string[] | Promise<readonly string[]>;
}

/** In a class a process is kept until the student's last answer of this run; a learner's ends with each answer. */
function withOwners(submissions: readonly Submission[], forClass: boolean): Submission[] {
  if (!forClass) return [...submissions];
  const keyOf = ({ student, launch }: Submission): string => JSON.stringify([student, launch.script]);
  const counts = new Map<string, number>();
  for (const submission of submissions)
    counts.set(keyOf(submission), (counts.get(keyOf(submission)) ?? 0) + 1);
  return submissions.map((submission) => {
    const owner = { student: submission.student, answers: counts.get(keyOf(submission))! };
    return { ...submission, launch: { ...submission.launch, owner } };
  });
}

const noResult: Awaited<ReturnType<TestRun["run"]>> = { checks: [], summaries: [], errors: [] };

const testFile = (root: string, { file }: Exercise): string =>
  join(root, "tests/exercises", `${file}.test.ts`);

/** Whether the answer is the stub, whatever its white space. A learner may have deleted the stub. */
function isUntouched(root: string, { file }: Exercise, source: string): boolean {
  const path = join(root, "exercises", `${file}.ts`);
  if (!existsSync(path)) return false;
  const stub = readFileSync(path, "utf8");
  return source.replace(/\s+/g, "") === stub.replace(/\s+/g, "");
}

/** One runner folder for each set of modules that answers may import. */
function createRunners(root: string): {
  get(imports: readonly string[]): Promise<RunnerFolder>;
  remove(): Promise<void>;
} {
  const runners = new Map<string, Promise<RunnerFolder>>();
  return {
    get(imports) {
      const key = imports.join(" ");
      const known = runners.get(key) ?? writeRunner(root, imports);
      runners.set(key, known);
      return known;
    },
    async remove() {
      for (const runner of runners.values()) await (await runner).remove();
    },
  };
}
