import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, openAnswer } from "../../../src/grader/sandbox/answer.ts";
import { bundleAnswer } from "../../../src/grader/sandbox/bundle.ts";
import { type Cage, openCage, patient } from "../support.ts";

let cage: Cage;
beforeAll(async () => {
  cage = await openCage();
});
afterAll(() => cage.runner.remove());

interface AnswerSettings {
  readonly answers?: number;
  readonly without?: readonly string[];
  readonly callSeconds?: number;
}

/** An answer of a student who has `answers` in all. */
async function answerOf(
  student: string,
  source: string,
  { answers, without = [], callSeconds = patient.callSeconds }: AnswerSettings = {},
): Promise<Answer> {
  const bundle = await bundleAnswer({ source, file: "answer.ts", imports: ["unrolled/numeric"] });
  if ("error" in bundle) throw new Error(bundle.error);
  const { containment, runner } = cage;
  const owner = { student, ...(answers !== undefined && { answers }) };
  const launch = { containment, ...runner, frames: { frameBytes: 1 << 20, headerBytes: 1 << 16 }, owner };
  return openAnswer({ launch, bundle, without, times: { ...patient, callSeconds } });
}

/** Calls `f` of each answer in turn, each closed before the next is opened. */
async function inTurn(
  ...answers: [student: string, source: string, settings?: AnswerSettings][]
): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const [student, source, settings] of answers) {
    const answer = await answerOf(student, source, settings);
    values.push(await answer.call("f", []).catch((error: Error) => error.message));
    await answer.close();
  }
  return values;
}

/** Marks its process in a way that the imprint does not see, and tells whether the mark was there before. */
const marking = `
  const marks = (process as any).mainModule.require("module")._cache;
  export const f = () => { const was = "mark" in marks; marks.mark = 1; return was; };`;

describe("answers of one student", () => {
  it("share a process; those of two students never do", async () => {
    expect(await inTurn(["ada", marking], ["ada", marking], ["bob", marking], ["ada", marking])).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it.each([
    ["a global", "export const f = () => { (globalThis as any).leak = 1; return 0; }"],
    ["a method of arrays", "export const f = () => { Array.prototype.map = () => [7] as never; return 0; }"],
    [
      "the library's matrix",
      'import { Matrix } from "unrolled/numeric"; export const f = () => { Matrix.prototype.plus = () => 7 as never; return 0; }',
    ],
    ["a listener", 'export const f = () => { process.on("exit", () => {}); return 0; }'],
  ])("are not troubled by one that changed %s", async (_name, source) => {
    const tidy = `
      import { Matrix } from "unrolled/numeric";
      export const f = () => ["leak" in globalThis, [1].map((v) => v + 1)[0], new Matrix(1, 1).plus(new Matrix(1, 1)).rows, process.listenerCount("exit")];`;

    expect(await inTurn(["cy", source], ["cy", tidy])).toEqual([0, [false, 2, 1, 0]]);
  });

  it.each([
    ["ended its process", "export const f = () => process.exit(0)"],
    [
      "sent a message too many",
      'export const f = () => { process.mainModule!.require("fs").writeSync(4, Buffer.alloc(4)); return 1; }',
    ],
    [
      "closed its pipes",
      'export const f = () => { const fs = process.mainModule!.require("fs"); fs.closeSync(3); return 1; }',
    ],
    ["never came back", "export const f = () => { for (;;); }", 2],
  ])("are not troubled by one that %s", async (_name, source, callSeconds = patient.callSeconds) => {
    const [, value] = await inTurn(["di", source, { callSeconds }], ["di", "export const f = () => 5"]);
    expect(value).toBe(5);
  });

  it("are tried again in a new process when what an earlier one left behind ends them", async () => {
    const hoard = `
      const marks = (process as any).mainModule.require("module")._cache;
      export const f = () => { Object.defineProperty(marks, "trap", { get() { process.exit(1); } }); return 0; };`;
    const victim = `export const f = () => (process as any).mainModule.require("module")._cache.trap ?? "free"`;

    expect(await inTurn(["eve", hoard], ["eve", victim])).toEqual([0, "free"]);
  });

  it("keep what they printed to themselves", async () => {
    const loud = await answerOf("fay", 'export const f = () => { console.log("loud"); return 0; }');
    await loud.call("f", []);
    await loud.close();
    const quiet = await answerOf("fay", 'export const f = () => { console.log("quiet"); return 0; }');
    await quiet.call("f", []);
    await quiet.close();

    expect([loud.printed(), quiet.printed()]).toEqual(["loud\n", "quiet\n"]);
  });

  it("cannot put a function aside for an exercise that withholds it", async () => {
    const hide = `
      import { orthogonal } from "unrolled/numeric";
      const cache = (process as any).mainModule.require("module")._cache;
      export const f = () => { cache.aside = orthogonal; return 0; };`;
    const find = `
      const cache = (process as any).mainModule.require("module")._cache;
      export const f = () => typeof cache.aside;`;
    const values: unknown[] = [];
    for (const [source, without] of [
      [hide, []],
      [find, ["orthogonal"]],
      [hide, []],
      [find, []],
    ] as const) {
      const answer = await answerOf("hal", source, { without });
      values.push(await answer.call("f", []));
      await answer.close();
    }

    expect(values).toEqual([0, "undefined", 0, "function"]);
  });

  it("leave no process behind when the last of them is done", async () => {
    const [first, second] = [
      await answerOf("gus", marking, { answers: 2 }),
      await answerOf("gus", marking, { answers: 2 }),
    ];
    expect(await first.call("f", [])).toBe(false);
    await first.close();
    expect(await second.call("f", [])).toBe(true);
    await second.close();

    expect(await inTurn(["gus", marking])).toEqual([false]);
  });
});
