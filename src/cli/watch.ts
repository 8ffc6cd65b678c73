/**
 * `unrolled watch [ID]`: grades an answer at each save and shows the first thing to mend.
 * Without a name it follows whichever file of exercises/ is saved.
 */

import { readFileSync, watch as watchFolder } from "node:fs";
import { join } from "node:path";
import { createGrader, type Grader } from "../grader/grading/create-grader.ts";
import {
  type Exercise,
  findExercises,
  maxPoints,
  readExerciseList,
} from "../grader/grading/exercise-list.ts";
import { createProgressStore, type ProgressStore, progressOf } from "../grader/grading/progress.ts";
import type { GradeReport } from "../grader/grading/report.ts";
import { type TerminalStyle, terminalReport } from "../grader/reports/terminal.ts";

const root = join(import.meta.dirname, "../..");

/** Editors write a file in several steps; one save is what comes within this time. */
const settleMilliseconds = 40;

export interface WatchOptions {
  /** Where the answers are. Default: exercises/ of the project. */
  readonly folder?: string;
  /** Where the learner's progress is kept. Default: .unrolled in the project's folder. */
  readonly own?: string;
}

export async function watch(name: string | undefined, options: WatchOptions = {}): Promise<void> {
  const exercises = findExercises(readExerciseList(root), name === undefined ? [] : [name]);
  console.log(`Watching ${exercises.map(({ id }) => id).join(", ")}. Save to grade; Ctrl-C ends.\n`);
  const watching = await startWatching(exercises, (text) => console.log(text), options);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  await watching.close();
}

/** Grades the first unfinished exercise at once, then whatever is saved. `print` gets each report. */
export async function startWatching(
  exercises: readonly Exercise[],
  print: (text: string) => void,
  { folder = join(root, "exercises"), own = join(root, ".unrolled") }: WatchOptions = {},
): Promise<{ close(): Promise<void> }> {
  const grader = createGrader({ root });
  const progress = createProgressStore(own);
  const show = async (exercise: Exercise): Promise<void> => {
    const started = performance.now();
    const report = await gradeFile(grader, exercise, join(folder, `${exercise.file}.ts`));
    const took = `  (${Math.round(performance.now() - started)} ms)`;
    print(
      typeof report === "string"
        ? `${report}\n`
        : `${terminalReport(firstFailing(report), style())}\n${took}\n`,
    );
    if (typeof report !== "string") await progress.record([report]);
  };
  let last: Promise<void> = show(await firstUnfinished(exercises, progress));
  const timers = new Map<string, NodeJS.Timeout>();
  const watcher = watchFolder(folder, (_event, file) => {
    const exercise = exercises.find((item) => `${item.file}.ts` === file);
    if (!exercise) return;
    clearTimeout(timers.get(exercise.id));
    const grade = (): void => {
      last = last.then(() => show(exercise));
    };
    timers.set(exercise.id, setTimeout(grade, settleMilliseconds));
  });
  return {
    async close() {
      watcher.close();
      for (const timer of timers.values()) clearTimeout(timer);
      await last;
      await grader.close();
    },
  };
}

const style = (): TerminalStyle => ({
  color: process.stdout.isTTY === true,
  columns: process.stdout.columns ?? 100,
});

async function firstUnfinished(exercises: readonly Exercise[], progress: ProgressStore): Promise<Exercise> {
  const record = await progress.read();
  const isUnfinished = (exercise: Exercise) => progressOf(record, exercise.id).points < maxPoints(exercise);
  return exercises.find(isUnfinished) ?? exercises[0];
}

/** The report, or why there is none: a file that is gone, a grader that failed. */
async function gradeFile(grader: Grader, exercise: Exercise, path: string): Promise<GradeReport | string> {
  try {
    return await grader.grade({ exercise: exercise.id, source: readFileSync(path, "utf8") });
  } catch (error) {
    return (error as Error).message;
  }
}

/** One thing at a time: the checks up to the first that fails. */
function firstFailing(report: GradeReport): GradeReport {
  const failing = report.checks.findIndex(({ status }) => status === "failed");
  return failing < 0 ? report : { ...report, checks: report.checks.slice(0, failing + 1) };
}
