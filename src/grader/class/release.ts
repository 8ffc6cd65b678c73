/**
 * A class's copy of the course: everything a student needs, and nothing that would answer an exercise. No solutions,
 * no known mistakes, no hidden checks, no secret; no tests that need any of these.
 *
 * What a teacher may have left in an exercise or a notebook by accident stops the release.
 */

import { cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type Exercise, readExerciseList } from "../grading/exercise-list.ts";
import { releasedChecks, releasedExercise } from "../grading/hidden-checks.ts";
import { withNbgraderText } from "../reports/nbgrader.ts";
import { recordMistakes } from "./record-mistakes.ts";
import { releasedTests } from "./released-tests.ts";

export interface ReleaseOptions {
  /** The whole course. */
  readonly root: string;
  /** A folder that is not there yet, or empty. */
  readonly out: string;
  /** Ship the known mistakes as numbers, so that learners hear their names. */
  readonly diagnosis: boolean;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/** Copied as they are. */
const whole = [
  "src",
  "notebooks",
  ".github",
  "package-lock.json",
  "tsconfig.json",
  "biome.json",
  "LICENSE",
  ".gitignore",
];
/** Never copied, wherever they stand. */
const never = new Set(["node_modules", "dist", ".git", ".unrolled", ".ipynb_checkpoints", "solutions"]);
/** Commands of package.json that need what is not shipped. */
const teacherScripts = ["bench", "bench:kernel", "test:long", "kernels"];
/** Lines of the README about what is not shipped. */
const teacherLines = /--solutions|unrolled class|npm run bench|npm run check/;

/** Returns how many files there are. Throws where the course is not fit to be handed out. */
export async function releaseClass({ root, out, diagnosis, onProgress }: ReleaseOptions): Promise<number> {
  const exercises = readExerciseList(root);
  await assertEmpty(out);
  await assertUnsolved(root, exercises);
  await mkdir(out, { recursive: true });
  for (const name of whole) {
    const from = join(root, name);
    if (!(await stat(from).catch(() => undefined))) continue;
    await cp(from, join(out, name), { recursive: true, filter: isShipped(root) });
  }
  await writeExercises(root, out, exercises);
  await markNotebooks(out, exercises);
  await writeTests(root, out, exercises);
  await writeManifest(root, out);
  if (diagnosis)
    await recordMistakes(root, out, exercises, (done, id) =>
      onProgress(done, exercises.length, `mistakes of ${id}`),
    );
  return (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    .length;
}

const isShipped =
  (root: string) =>
  (path: string): boolean =>
    !relative(root, path)
      .split(sep)
      .some((part) => never.has(part));

async function assertEmpty(out: string): Promise<void> {
  const found = await readdir(out).catch(() => []);
  if (found.length > 0) throw new RangeError(`class release: ${out} is not empty; name a new folder.`);
}

/** Exercises and exercise cells must be stubs. */
async function assertUnsolved(root: string, exercises: readonly Exercise[]): Promise<void> {
  const solved = (where: string): Error =>
    new Error(
      `class release: ${where} is no longer a stub ("TODO: exercise" is gone); it would hand out an answer.`,
    );
  for (const { file } of exercises) {
    const text = await readFile(join(root, "exercises", `${file}.ts`), "utf8");
    if (!text.includes("TODO: exercise")) throw solved(`exercises/${file}.ts`);
  }
  for (const name of await readdir(join(root, "notebooks"))) {
    if (!name.endsWith(".ipynb")) continue;
    const { cells } = JSON.parse(await readFile(join(root, "notebooks", name), "utf8")) as {
      cells: { metadata: { unrolled?: { exercise?: string } }; source: string | string[] }[];
    };
    for (const { metadata, source } of cells) {
      const id = metadata.unrolled?.exercise;
      if (id !== undefined && ![source].flat().join("").includes("TODO: exercise"))
        throw solved(`the cell of ${id} in notebooks/${name}`);
    }
  }
}

/** Only what the list names, so that nothing a teacher tried out there comes along. */
async function writeExercises(root: string, out: string, exercises: readonly Exercise[]): Promise<void> {
  await mkdir(join(out, "exercises"));
  for (const { file } of exercises)
    await cp(join(root, "exercises", `${file}.ts`), join(out, "exercises", `${file}.ts`));
  const list = exercises.map(releasedExercise);
  await writeFile(join(out, "exercises/list.json"), `${JSON.stringify(list, null, 2)}\n`);
}

/** Exercise cells tell nbgrader what they are worth. */
async function markNotebooks(out: string, exercises: readonly Exercise[]): Promise<void> {
  const folder = join(out, "notebooks");
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".ipynb"))) {
    const text = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), withNbgraderText(text, exercises));
  }
}

async function writeTests(root: string, out: string, exercises: readonly Exercise[]): Promise<void> {
  for (const file of await releasedTests(join(root, "tests"))) {
    const to = join(out, "tests", file);
    await mkdir(dirname(to), { recursive: true });
    const exercise = exercises.find((item) => file === join("exercises", `${item.file}.test.ts`));
    if (!exercise) await cp(join(root, "tests", file), to);
    else {
      const source = await readFile(join(root, "tests", file), "utf8");
      await writeFile(to, releasedChecks(exercise, source));
    }
  }
}

async function writeManifest(root: string, out: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
    files?: string[];
  };
  for (const name of teacherScripts) delete manifest.scripts[name];
  manifest.files = manifest.files?.filter((name) => name !== "solutions") ?? [];
  await writeFile(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const readme = await readFile(join(root, "README.md"), "utf8");
  const lines = readme.split("\n").filter((line) => !teacherLines.test(line));
  await writeFile(join(out, "README.md"), lines.join("\n"));
}
