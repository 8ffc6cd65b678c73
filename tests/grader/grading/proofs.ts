/**
 * The proof that the checks of an exercise are worth something: every known mistake loses points and hears its own
 * name, and no wrong answer that is nobody's mistake is given one. All in this process; see checks-in-process.ts.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRandom, type Random } from "unrolled/numeric";
import { beforeAll, describe, expect, it } from "vitest";
import { diagnose, type RecordedCall } from "../../../src/grader/grading/diagnosis.ts";
import type { Exercise } from "../../../src/grader/grading/exercise-list.ts";
import type { MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { isMatrixLike, isNumberArray, type NumberArray } from "../../../src/grader/sandbox/value.ts";
import { root } from "../support.ts";
import { type Define, type Outcome, runChecks } from "./checks-in-process.ts";
import { bankOf, sentencesFor } from "./mistake-bank.ts";

export interface Effort {
  /** The inputs of the checks are drawn anew for each of these. */
  readonly secrets: readonly string[];
  /** Wrong answers that are nobody's mistake; four kinds in turns. */
  readonly randomAnswers: number;
  /** Pairs of mistakes, spread evenly over all there are. */
  readonly pairs: number;
}

const filesOf = ({ file }: Exercise): string[] => [
  `exercises/${file}.ts`,
  `solutions/${file}.ts`,
  `solutions/mistakes/${file}.ts`,
  `tests/exercises/${file}.test.ts`,
];

/** The known mistakes that lose no points: there are none, unless the inputs are too weak to tell them from what is right. */
export async function unpunished(
  entry: Exercise,
  define: Define,
  bank: MistakeBank,
  secret: string,
): Promise<string[]> {
  const through: string[] = [];
  for (const mistake of Object.keys(bank.clauses)) {
    const functions = bank.answer((id) => id === mistake);
    const { lost } = await runChecks(entry, define, functions, bank, secret);
    if (lost.length === 0) through.push(mistake);
  }
  return through;
}

/** `defined`: what the files of tests/exercises/ gave to `exercise`, by id, once they are imported. */
export function proveExercise(
  entry: Exercise,
  defined: ReadonlyMap<string, unknown>,
  { secrets, randomAnswers, pairs }: Effort,
): void {
  describe(entry.id, () => {
    let bank: MistakeBank;
    let ids: string[];
    let submit: (made: readonly string[], secret?: string) => Promise<Outcome>;
    beforeAll(async () => {
      expect(filesOf(entry).filter((path) => !existsSync(join(root, path)))).toEqual([]);
      bank = await bankOf(entry.file);
      ids = Object.keys(bank.clauses);
      await import(join(root, "tests/exercises", `${entry.file}.test.ts`));
      submit = (made, secret = secrets[0]) => {
        const functions = bank.answer((id) => made.includes(id));
        return runChecks(entry, defined.get(entry.id) as Define, functions, bank, secret);
      };
    });

    it("passes the solution, and the bank's own right answer", async () => {
      const solution = await import(join(root, "solutions", `${entry.file}.ts`));
      for (const secret of secrets) {
        const outcome = await runChecks(entry, defined.get(entry.id) as Define, solution, bank, secret);

        expect(outcome.lost, secret).toEqual([]);
        expect((await submit([], secret)).lost, secret).toEqual([]);
      }
    });

    it("catches every mistake and calls it by its name, through the rounding of single precision too", async () => {
      expect(ids.length).toBeGreaterThanOrEqual(12);
      for (const secret of secrets) {
        for (const mistake of ids) {
          const { lost, calls, diagnosis } = await submit([mistake], secret);
          const rounded = calls.map((call) => ({ ...call, value: changeNumbers(call.value, single) }));

          expect(lost, `${mistake} (${secret})`).not.toEqual([]);
          expect(sentencesFor(bank, mistake), `${mistake} (${secret})`).toContain(diagnosis?.sentence);
          expect(diagnose(bank, rounded)?.sentence, `${mistake} (${secret})`).toBe(diagnosis?.sentence);
        }
      }
    });

    it("gives no name to random wrong answers", async () => {
      const { calls } = await submit([]);
      const random = createRandom(13);
      for (let i = 0; i < randomAnswers; i++) {
        expect(diagnose(bank, spoil(calls, i, random))?.sentence).toBeUndefined();
      }
    });

    it("names at least nine in ten pairs of mistakes, by both or by the one that hides the other", async () => {
      const unnamed: string[] = [];
      let wrong = 0;
      for (const pair of spread(pairsOf(ids), pairs)) {
        const { lost, diagnosis } = await submit(pair);
        if (lost.length === 0) continue; // two wrongs that make a right
        wrong++;
        if (!diagnosis?.mistakes.some((mistake) => pair.includes(mistake)))
          unnamed.push(`${pair.join(" + ")}: ${diagnosis?.mistakes}`);
      }
      expect(wrong).toBeGreaterThan(0);
      expect(unnamed.length / wrong, unnamed.join("\n")).toBeLessThanOrEqual(0.1);
    });
  });
}

const pairsOf = (ids: readonly string[]): string[][] =>
  ids.flatMap((first, i) => ids.slice(i + 1).map((second) => [first, second]));

/** At most `count` of the items, evenly apart. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  const taken = Math.min(count, items.length);
  return Array.from({ length: taken }, (_, k) => items[Math.floor(((k + 0.5) * items.length) / taken)]);
}

/** Rounded to single precision, where that can hold it. */
const single = (v: number): number => (Number.isFinite(Math.fround(v)) ? Math.fround(v) : v);

/** The same structure with every number passed through `change`. */
function changeNumbers(value: unknown, change: (v: number) => number): unknown {
  if (typeof value === "number") return change(value);
  if (isNumberArray(value)) return (value as Float64Array).map(change);
  if (isMatrixLike(value))
    return { rows: value.rows, cols: value.cols, data: changeNumbers(value.data, change) as NumberArray };
  if (Array.isArray(value)) return value.map((item) => changeNumbers(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changeNumbers(item, change)]));
}

/** Wrong in a way that nobody planned: noise, a factor, a cube, a shift, in turns. */
function spoil(calls: readonly RecordedCall[], kind: number, random: Random): RecordedCall[] {
  const [a, b] = [0.3 + random(), random() - 0.5];
  const changes = [
    (v: number) => v * (1 + 0.2 * (random() - 0.5)),
    (v: number) => v * (1 + a),
    (v: number) => v + a * v ** 3,
    (v: number) => v + b,
  ];
  return calls.map((call) => ({ ...call, value: changeNumbers(call.value, changes[kind % changes.length]) }));
}
