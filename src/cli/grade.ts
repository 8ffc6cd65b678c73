/** `unrolled grade`: grades answers and reports them; exit status 0 only with full marks. */

import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createGrader } from "../grader/grading/create-grader.ts";
import type { GradeRequest } from "../grader/grading/engine.ts";
import { type Exercise, findExercises, readExerciseList } from "../grader/grading/exercise-list.ts";
import { readProgress, withReports, writeProgress } from "../grader/grading/progress.ts";
import { isFull } from "../grader/grading/report.ts";
import { terminalReport, terminalSummary } from "../grader/reports/terminal.ts";

export interface GradeOptions {
  readonly file?: string;
  readonly solutions?: boolean;
  readonly json?: boolean;
}

const root = join(import.meta.dirname, "../..");
/** The learner's own folder. */
const own = join(root, ".unrolled");

export async function grade(names: readonly string[], options: GradeOptions): Promise<void> {
  const requests = chooseAnswers(names, options);
  const grader = createGrader({ root });
  try {
    const reports = await grader.gradeAll(requests);
    if (options.json) {
      console.log(JSON.stringify(reports, null, 2));
    } else {
      const style = {
        color: process.stdout.isTTY === true && !process.env.NO_COLOR,
        columns: process.stdout.columns ?? 100,
      };
      for (const report of reports) console.log(`${terminalReport(report, style)}\n`);
      console.log(terminalSummary(reports, style));
    }
    if (!options.file && !options.solutions)
      await writeProgress(own, withReports(await readProgress(own), reports));
    process.exitCode = reports.every(isFull) ? 0 : 1;
  } finally {
    await grader.close();
  }
}

/** Which files answer which exercises. Throws when a name or a file is not there. */
function chooseAnswers(names: readonly string[], { file, solutions }: GradeOptions): GradeRequest[] {
  const list = readExerciseList(root);
  if (file !== undefined) {
    const chosen = findExercises(list, names.length > 0 ? names : [file]);
    if (chosen.length !== 1)
      throw new RangeError(
        `grade --file: name one exercise beside the file, such as "unrolled grade 1.1 --file ${file}".`,
      );
    return [readAnswer(chosen[0], resolve(file))];
  }
  const folder = solutions ? "solutions" : "exercises";
  return findExercises(list, names).map((exercise) =>
    readAnswer(exercise, join(root, folder, `${exercise.file}.ts`)),
  );
}

function readAnswer(exercise: Exercise, path: string): GradeRequest {
  if (!existsSync(path)) throw new RangeError(`grade: there is no file ${path} for ${exercise.id}.`);
  return { exercise: exercise.id, source: readFileSync(path, "utf8"), file: relative(process.cwd(), path) };
}
