import { join } from "node:path";
import { createRandom, type Random } from "unrolled/numeric";
import { describe, expect, it } from "vitest";
import { diagnose, type RecordedCall, sameValue } from "../../../src/grader/grading/diagnosis.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import type { MistakeBank } from "../../../src/grader/grading/mistakes.ts";
import { isMatrixLike, isNumberArray, type NumberArray } from "../../../src/grader/sandbox/value.ts";
import { root } from "../support.ts";
import { exampleCalls } from "./example-calls.ts";

const exercises = readExerciseList(root).filter(({ id }) => id in exampleCalls);

const bankOf = async (file: string): Promise<MistakeBank> =>
  (await import(join(root, "solutions/mistakes", `${file}.ts`))).mistakes;

/** What an answer with these mistakes returns. */
function record(
  bank: MistakeBank,
  made: readonly string[],
  calls: ReturnType<(typeof exampleCalls)[string]>,
): RecordedCall[] {
  const functions = bank.answer((id) => made.includes(id));
  return calls.map(({ name, args }) => ({ name, args, value: functions[name](...(args as never[])) }));
}

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

describe.each(exercises)("diagnosis of $id", { timeout: 120_000 }, ({ id, file }) => {
  const draw = exampleCalls[id];

  it("names each mistake through the rounding of single precision", async () => {
    const bank = await bankOf(file);
    for (const mistake of Object.keys(bank.clauses)) {
      const calls = record(bank, [mistake], draw(11));
      const rounded = calls.map((call) => ({ ...call, value: changeNumbers(call.value, Math.fround) }));

      expect(diagnose(bank, rounded)?.mistakes, mistake).toEqual([mistake]);
    }
  });

  it("gives no name to 100 random wrong answers", async () => {
    const bank = await bankOf(file);
    const right = record(bank, [], draw(12));
    const random = createRandom(13);
    for (let i = 0; i < 100; i++) {
      expect(diagnose(bank, spoil(right, i, random))?.sentence).toBeUndefined();
    }
  });

  it("names at least nine in ten pairs of mistakes, by both or by the one that hides the other", async () => {
    const bank = await bankOf(file);
    const ids = Object.keys(bank.clauses);
    const inputs = draw(14);
    const right = record(bank, [], inputs);
    const equals = (calls: readonly RecordedCall[]) =>
      calls.every(({ value }, i) => sameValue(value, right[i].value));
    let wrong = 0;
    let named = 0;
    for (const [i, first] of ids.entries()) {
      for (const second of ids.slice(i + 1, i + 5)) {
        const calls = record(bank, [first, second], inputs);
        if (equals(calls)) continue; // two wrongs that make a right
        wrong++;
        const mistakes = diagnose(bank, calls)?.mistakes ?? [];
        if (mistakes.some((mistake) => mistake === first || mistake === second)) named++;
      }
    }
    expect(named / wrong).toBeGreaterThanOrEqual(0.9);
  });
});

describe("weak inputs", () => {
  it("hide mistakes: one time step from a zero state lets wrong answers through that real inputs catch", async () => {
    const bank = await bankOf("03-2-rnn-backward");
    const survivors = (inputs: ReturnType<(typeof exampleCalls)[string]>): string[] => {
      const right = record(bank, [], inputs);
      return Object.keys(bank.clauses).filter((mistake) =>
        record(bank, [mistake], inputs).every(({ value }, i) => sameValue(value, right[i].value)),
      );
    };

    expect(survivors(exampleCalls["X3.2"](15))).toEqual([]);
    expect(survivors(exampleCalls["X3.2"](15, { steps: 1, zeroState: true })).length).toBeGreaterThanOrEqual(
      8,
    );
  });
});
