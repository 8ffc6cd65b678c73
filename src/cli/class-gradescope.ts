/**
 * `unrolled class gradescope`: writes the autograder that a teacher uploads to Gradescope, and is what that runs.
 *
 *   unrolled class gradescope --exercises 01 X2.1 --out autograder.zip
 *   unrolled class gradescope --run /autograder        in Gradescope's image, for each submission
 *
 * Gradescope gives every submission a container of its own, so it is graded there with whatever containment there is.
 */

import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { gradeClass, resultFile } from "../grader/class/grade-class.ts";
import { readResult } from "../grader/class/student-result.ts";
import { findExercises, maxPoints, readExerciseList } from "../grader/grading/exercise-list.ts";
import { gradescopeReport } from "../grader/reports/gradescope.ts";
import { type GradescopeCourse, writeGradescopeArchive } from "../grader/reports/gradescope-archive.ts";
import { readSecret } from "./class-options.ts";

export interface GradescopeOptions {
  /** The zip file to write. */
  readonly out?: string;
  /** Ids, files or chapters. Default: all. */
  readonly exercises?: readonly string[];
  /** A file with the class's secret. Default: the one that `unrolled class grade` keeps. */
  readonly secret?: string;
  /** Gradescope's folder, with submission/ and results/ in it: grade instead of writing the archive. */
  readonly run?: string;
  /** The course's folder. Default: the one this file belongs to. */
  readonly root?: string;
}

const here = join(import.meta.dirname, "../..");

export async function classGradescope(options: GradescopeOptions): Promise<void> {
  const { root = here, run, out = "autograder.zip" } = options;
  if (run !== undefined) return await gradeSubmission(root, run);
  if (!existsSync(join(root, "dist/cli/main.js")))
    throw new RangeError("class gradescope: the course is not built yet; run npm run build first.");
  const exercises = findExercises(readExerciseList(root), options.exercises ?? []);
  await writeGradescopeArchive({
    root,
    exercises: exercises.map(({ id }) => id),
    secret: readSecret(options.secret),
    out,
  });
  const points = exercises.reduce((sum, exercise) => sum + maxPoints(exercise), 0);
  console.log(
    `${out}: ${exercises.length} exercises, ${points} points. Upload it in Gradescope under Configure Autograder; keep it to yourself, the secret is in it.`,
  );
}

/** One submission in Gradescope's image. A fault of the grader leaves no results, which Gradescope reports to the teacher. */
async function gradeSubmission(root: string, autograder: string): Promise<void> {
  const course = JSON.parse(await readFile(join(root, "gradescope.json"), "utf8")) as GradescopeCourse;
  const list = readExerciseList(root);
  const exercises = course.exercises.flatMap((id) => list.find((exercise) => exercise.id === id) ?? []);
  const student = await studentOf(join(autograder, "submission_metadata.json"));
  const out = await mkdtemp(join(tmpdir(), "unrolled-gradescope-"));
  try {
    await gradeClass({
      root,
      submissions: [{ student, paths: [join(autograder, "submission")] }],
      exercises,
      out,
      secret: course.secret,
      jobs: 1,
      resume: false,
      onResult: () => {},
    });
    const result = await readResult(resultFile(out, student));
    if (!result || result.faults.length > 0)
      throw new Error(`The grader failed: ${result?.faults[0]?.message ?? "no result came back"}`);
    const results = gradescopeReport(result.reports, result.notes);
    await writeFileAtomic(join(autograder, "results/results.json"), `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Who handed it in, by Gradescope's numbers; a group shares its inputs. */
async function studentOf(metadata: string): Promise<string> {
  const { users = [] } = JSON.parse(await readFile(metadata, "utf8")) as {
    users?: readonly { id: unknown }[];
  };
  return (
    users
      .map(({ id }) => String(id))
      .sort()
      .join("-") || "student"
  );
}
