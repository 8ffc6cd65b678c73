/** Records what each known mistake gives on the public inputs, by handing it in as an answer. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { type Engine, type GradeRequest, startEngine } from "../grading/engine.ts";
import type { Exercise } from "../grading/exercise-list.ts";
import type { MistakeBank } from "../grading/mistakes.ts";
import type { RecordedMistakes, RecordedValue } from "../grading/recorded-mistakes.ts";
import { publicSecret } from "../grading/seed.ts";
import { answerWriter } from "./answer-with-mistakes.ts";

/** Writes `exercises/diagnosis/` of `release`. `root` has the mistakes. */
export async function recordMistakes(
  root: string,
  release: string,
  exercises: readonly Exercise[],
  onProgress: (done: number, exercise: string) => void,
): Promise<void> {
  const folder = join(release, "exercises/diagnosis");
  await mkdir(folder, { recursive: true });
  const engine = await startEngine({ root, secret: publicSecret, forClass: true });
  try {
    for (const [i, exercise] of exercises.entries()) {
      const recorded = await recordOne(root, engine, exercise);
      await writeFile(join(folder, `${exercise.file}.json`), `${JSON.stringify(recorded)}\n`);
      onProgress(i + 1, exercise.id);
    }
  } finally {
    await engine.close();
  }
}

async function recordOne(root: string, engine: Engine, exercise: Exercise): Promise<RecordedMistakes> {
  const { clauses, grave, answer } = await loadBank(root, exercise);
  const write = await answerWriter(root, exercise.file, Object.keys(answer(() => false)));
  const ids = Object.keys(clauses);
  const requests = ids.map(
    (id): GradeRequest => ({ exercise: exercise.id, source: write([id]), student: id }),
  );
  const all = await engine.record(requests);
  const values: RecordedValue[] = [];
  const numberOf = new Map<string, number>();
  const numbered = (value: RecordedValue): number => {
    const key = JSON.stringify(value);
    const known = numberOf.get(key) ?? values.push(value) - 1;
    numberOf.set(key, known);
    return known;
  };
  const gives = Object.fromEntries(
    ids.map((id, i) => {
      const numbers: Record<string, number[]> = {};
      for (const { call, value } of all[i]) {
        numbers[call] ??= [];
        const number = numbered(value);
        if (!numbers[call].includes(number)) numbers[call].push(number);
      }
      return [id, numbers];
    }),
  );
  return { clauses, grave, values, gives };
}

/** The mistakes' sentences. Their file is TypeScript, which Node 20 cannot import, so it is bundled first. */
async function loadBank(root: string, { file }: Exercise): Promise<MistakeBank> {
  const { outputFiles } = await build({
    ...{ entryPoints: [join(root, "solutions/mistakes", `${file}.ts`)], bundle: true, write: false },
    ...{ format: "esm", platform: "node", target: "node20", conditions: ["source"], logLevel: "silent" },
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
  return ((await import(url)) as { mistakes: MistakeBank }).mistakes;
}
