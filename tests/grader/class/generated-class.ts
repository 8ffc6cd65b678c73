/**
 * A class that never was: folders, zip files, notebooks and single files with right, wrong, hostile and damaged
 * answers, the same ones for the same seed. Each student comes with what grading must find.
 */

import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { createRandom, type Random } from "unrolled/numeric";
import { ZipFile } from "yazl";
import type { Exercise } from "../../../src/grader/grading/exercise-list.ts";
import { answerWriter, bankOf } from "../grading/mistake-bank.ts";
import { root } from "../support.ts";

export type Kind = "right" | "wrong" | "hostile" | "damaged" | "partial";
type Form = "folder" | "zip" | "notebook";

export interface GeneratedStudent {
  readonly student: string;
  readonly kind: Kind;
  /** For each exercise "full", "less" (some points are lost) or "none". */
  readonly expected: Readonly<Record<string, "full" | "less" | "none">>;
}

export interface ClassPlan {
  readonly folder: string;
  readonly exercises: readonly Exercise[];
  readonly students: number;
  readonly seed: number;
  /** Endless loops cost seconds each; a benchmark wants few. Share of hostile students who have one. */
  readonly loops?: number;
}

/** What hostile answers do when they are called. The last one never ends. */
const hostile = [
  "process.exit(0);",
  "globalThis.process?.kill(process.ppid, 'SIGKILL'); return 0 as never;",
  "Object.is = () => true; Math.abs = () => 0; return undefined as never;",
  "console.log('\\u001b[2J<script>alert(1)</script>'.repeat(2000)); throw new Error('<img src=x onerror=alert(1)>');",
  "return new Float64Array(4e6) as never;",
  "for (;;);",
];

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)];

/** Writes the submissions. Sources are read and bundled once for each exercise. */
export async function generateClass(plan: ClassPlan): Promise<GeneratedStudent[]> {
  const { folder, exercises, students, seed, loops = 0 } = plan;
  const random = createRandom(seed);
  const kits = await Promise.all(exercises.map(kitOf));
  mkdirSync(folder, { recursive: true });
  const made: GeneratedStudent[] = [];
  for (let s = 0; s < students; s++) {
    const kind: Kind = (
      [
        "right",
        "wrong",
        "right",
        "partial",
        "wrong",
        "right",
        "wrong",
        "hostile",
        "right",
        "damaged",
      ] as const
    )[s % 10];
    const form: Form = (["folder", "zip", "notebook"] as const)[s % 3];
    const student = `student-${String(s).padStart(3, "0")}`;
    const answers = kits.map((kit, e) => answerOf(kit, kind, e, random, random() < loops));
    await hand(
      join(folder, student),
      form,
      kits,
      answers.map(({ source }) => source),
    );
    made.push({
      student,
      kind,
      expected: Object.fromEntries(kits.map((kit, e) => [kit.exercise.id, answers[e].expected])),
    });
  }
  return made;
}

interface Kit {
  readonly exercise: Exercise;
  readonly stub: string;
  readonly solution: string;
  readonly mistakes: readonly string[];
  readonly write: (ids: readonly string[]) => string;
}

async function kitOf(exercise: Exercise): Promise<Kit> {
  const read = (folder: string): string => readFileSync(join(root, folder, `${exercise.file}.ts`), "utf8");
  const bank = await bankOf(exercise.file);
  return {
    exercise,
    stub: read("exercises"),
    solution: read("solutions"),
    mistakes: Object.keys(bank.clauses),
    write: await answerWriter(exercise.file),
  };
}

interface Made {
  /** Missing: nothing is handed in. */
  readonly source?: string;
  readonly expected: "full" | "less" | "none";
}

function answerOf(kit: Kit, kind: Kind, e: number, random: Random, loops: boolean): Made {
  const right: Made = { source: kit.solution, expected: "full" };
  if (kind === "right" || (kind !== "partial" && e % 3 === 1)) return right;
  if (kind === "wrong") return { source: kit.write([pick(kit.mistakes, random)]), expected: "less" };
  if (kind === "partial")
    return e % 2 === 0 ? right : e % 4 === 1 ? { source: kit.stub, expected: "none" } : { expected: "none" };
  if (kind === "damaged")
    return { source: kit.solution.slice(0, Math.floor(kit.solution.length * 0.8)), expected: "none" };
  const body = loops ? hostile.length - 1 : Math.floor(random() * (hostile.length - 1));
  return { source: kit.stub.replace(/throw new Error\("TODO[^"]*"\);/g, hostile[body]), expected: "none" };
}

async function hand(
  path: string,
  form: Form,
  kits: readonly Kit[],
  sources: readonly (string | undefined)[],
): Promise<void> {
  const files = kits.flatMap(({ exercise }, e) => {
    const text = sources[e];
    return text === undefined ? [] : [{ exercise, name: `${exercise.file}.ts`, text }];
  });
  if (form === "folder") {
    mkdirSync(path);
    for (const { name, text } of files) writeFileSync(join(path, name), text);
  } else if (form === "zip") {
    const zip = new ZipFile();
    for (const { name, text } of files)
      zip.addBuffer(Buffer.from(text), `work/${name}`, { mtime: new Date(2026, 0, 1) });
    zip.end();
    await finished(zip.outputStream.pipe(createWriteStream(`${path}.zip`)));
  } else {
    const cells = files.map(({ exercise, text }) => ({
      ...{ cell_type: "code", id: exercise.id, execution_count: null, outputs: [] },
      ...{ metadata: { unrolled: { exercise: exercise.id } }, source: text.split(/(?<=\n)/) },
    }));
    writeFileSync(`${path}.ipynb`, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  }
}
