/** `unrolled grade`: grades answers and reports them; exit status 0 only with full marks. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { refusedReport } from "../grader/grading/assemble-report.ts";
import { createGrader } from "../grader/grading/create-grader.ts";
import type { GradeRequest } from "../grader/grading/engine.ts";
import { type Exercise, findExercises, readExerciseList } from "../grader/grading/exercise-list.ts";
import { codeOfChecks } from "../grader/grading/hidden-checks.ts";
import { createProgressStore } from "../grader/grading/progress.ts";
import { type GradeReport, isFull } from "../grader/grading/report.ts";
import { exercismReport } from "../grader/reports/exercism.ts";
import { gradescopeReport } from "../grader/reports/gradescope.ts";
import { junitReport } from "../grader/reports/junit.ts";
import { terminalReport, terminalSummary } from "../grader/reports/terminal.ts";

export interface GradeOptions {
  readonly file?: string;
  readonly solutions?: boolean;
  /** The same as the format "json". */
  readonly json?: boolean;
  /** "text", "json", "junit", "exercism" or "gradescope". Default: text, for the terminal. */
  readonly format?: string;
  /** Write the report into this file. */
  readonly out?: string;
  /** Where the answers are. Default: exercises/ of the project. */
  readonly folder?: string;
  /** Where the learner's progress is kept. Default: .unrolled in the project's folder. */
  readonly own?: string;
}

const root = join(import.meta.dirname, "../..");

export async function grade(names: readonly string[], options: GradeOptions): Promise<void> {
  const answers = chooseAnswers(names, options);
  const write = chooseFormat(options, answers);
  const grader = createGrader({ root });
  try {
    const graded = await grader.gradeAll(answers.flatMap(({ request }) => request ?? []));
    const reports = answers.map(({ exercise, request, path }) =>
      request
        ? graded.shift()!
        : refusedReport(exercise, `There is no file ${relative(process.cwd(), path)}.`),
    );
    const text = write(reports);
    if (options.out === undefined) console.log(text.trimEnd());
    else writeFileSync(options.out, text);
    if (!options.file && !options.solutions)
      await createProgressStore(options.own ?? join(root, ".unrolled")).record(reports);
    process.exitCode = reports.every(isFull) ? 0 : 1;
  } finally {
    await grader.close();
  }
}

type Write = (reports: readonly GradeReport[]) => string;

/** How the reports are written. Throws when the format is unknown, or cannot hold several exercises. */
function chooseFormat(
  { json, format = json ? "json" : "text", out }: GradeOptions,
  answers: readonly AnswerFile[],
): Write {
  const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const formats: Readonly<Record<string, Write>> = {
    text: (reports) => terminalText(reports, out === undefined && process.stdout.isTTY === true),
    json: asJson,
    junit: junitReport,
    gradescope: (reports) => asJson(gradescopeReport(reports)),
    exercism: ([report]) => asJson(exercismReport(report, checkCodes(answers[0].exercise))),
  };
  if (!Object.hasOwn(formats, format))
    throw new RangeError(`grade --format: expected ${Object.keys(formats).join(", ")}, got "${format}".`);
  if (format === "exercism" && answers.length !== 1)
    throw new RangeError(
      'grade --format exercism: a report holds one exercise; name it, such as "unrolled grade 1.1".',
    );
  return formats[format];
}

function terminalText(reports: readonly GradeReport[], isTerminal: boolean): string {
  const style = { color: isTerminal && !process.env.NO_COLOR, columns: process.stdout.columns ?? 100 };
  return `${reports.map((report) => `${terminalReport(report, style)}\n\n`).join("")}${terminalSummary(reports, style)}\n`;
}

const checkCodes = ({ file }: Exercise): Record<string, string> =>
  codeOfChecks(readFileSync(join(root, "tests/exercises", `${file}.test.ts`), "utf8"));

/** The file of one answer; without a request where it is not there. */
interface AnswerFile {
  readonly exercise: Exercise;
  readonly path: string;
  readonly request?: GradeRequest;
}

/** Which files answer which exercises. Throws when a name is unknown, or a file that was named is not there. */
function chooseAnswers(names: readonly string[], options: GradeOptions): AnswerFile[] {
  const { file, solutions } = options;
  const list = readExerciseList(root);
  if (file !== undefined) {
    const chosen = findExercises(list, names.length > 0 ? names : [file]);
    if (chosen.length !== 1)
      throw new RangeError(
        `grade --file: name one exercise beside the file, such as "unrolled grade 1.1 --file ${file}".`,
      );
    const answer = readAnswer(chosen[0], resolve(file));
    if (!answer.request) throw new RangeError(`grade --file: there is no file ${answer.path}.`);
    return [answer];
  }
  const folder = options.folder ?? join(root, solutions ? "solutions" : "exercises");
  return findExercises(list, names).map((exercise) =>
    readAnswer(exercise, join(folder, `${exercise.file}.ts`)),
  );
}

function readAnswer(exercise: Exercise, path: string): AnswerFile {
  if (!existsSync(path)) return { exercise, path };
  const source = readFileSync(path, "utf8");
  return {
    exercise,
    path,
    request: { exercise: exercise.id, source, file: relative(process.cwd(), path) },
  };
}
