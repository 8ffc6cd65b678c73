import { createRandom, Matrix, uniform } from "unrolled/numeric";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cage, openCage, patient } from "../support.ts";

let cage: Cage;
beforeAll(async () => {
  cage = await openCage();
});
afterAll(() => cage.runner.remove());

/** Calls `f` of an answer once. */
async function callOnce(source: string, ...args: unknown[]): Promise<unknown> {
  const answer = await cage.open(source, patient); // a busy machine is no fault of the answer
  try {
    return await answer.call("f", args);
  } finally {
    await answer.close();
  }
}

describe("an answer", () => {
  it("is given the library's own Matrix and returns exact numbers", async () => {
    const m = uniform(2, 3, 1, createRandom(1));

    const value = await callOnce(
      `import { Matrix } from "unrolled/numeric";
       export const f = (m: Matrix) => ({ sum: m.plus(m), own: m instanceof Matrix, odd: [NaN, -0, -Infinity, undefined] });`,
      m,
    );

    expect(value).toEqual({
      sum: { rows: 2, cols: 3, data: m.map((v) => v + v).data },
      own: true,
      odd: [Number.NaN, -0, Number.NEGATIVE_INFINITY, undefined],
    });
  });

  it("calls back a function that it was given, in the middle of its own call", async () => {
    const asked: number[] = [];
    const loss = (theta: Matrix): number => {
      asked.push(theta.data[0]);
      return theta.data[0] ** 2;
    };

    const value = await callOnce(
      "export const f = (loss, m) => { const a = loss(m); m.data[0] = 3; return a + loss(m); }",
      loss,
      new Matrix(1, 1, Float64Array.of(2)),
    );

    expect(value).toBe(4 + 9);
    expect(asked).toEqual([2, 3]);
  });

  it.each([
    [
      "throws",
      "\n\nexport function f() {\n  throw new TypeError('ouch');\n}",
      /answer\.ts, line 4\): TypeError: ouch/,
    ],
    [
      "ends its process with status 0",
      "export function f() { process.exit(0); }",
      /ended its process \(exit status 0\)/,
    ],
    [
      "ends its process while loading",
      "process.exit(0); export function f() {}",
      /Your file ended its process/,
    ],
    [
      "kills its process",
      "export function f() { process.kill(process.pid, 'SIGKILL'); }",
      /ended its process|threw an error/,
    ],
    ["is not there", "export function g() {}", /does not export a function named f; it exports g/],
    ["is not a function", "export const f = 3", /it exports no function/],
    [
      "fills the heap",
      "export function f() { const a = []; for (;;) a.push(new Array(1e6).fill(a.length)); }",
      /more memory/,
    ],
    [
      "returns too much",
      "export const f = () => new Float64Array(1e6)",
      /returned 8000\d+ bytes; at most 1048576/,
    ],
    [
      "returns too many pieces",
      "export const f = () => Array.from({ length: 1e5 }, (_, i) => i)",
      /too many separate values/,
    ],
    [
      "uses what is withheld",
      "import { gradientError } from 'unrolled/numeric'; export const f = () => gradientError(1)",
      /gradientError is what this exercise asks for/,
    ],
  ])("that %s gets a sentence", async (_case, source, sentence) => {
    await expect(callOnce(source)).rejects.toThrow(sentence);
  });

  it("that never returns gets a sentence when its time is over", async () => {
    const answer = await cage.open("export function f() { for (;;); }", { callSeconds: 1.5 });

    await expect(answer.call("f", [])).rejects.toThrow(/did not finish within 1\.5 s/);
    await answer.close();
  });

  it("that returns a promise is told so by its kind", async () => {
    await expect(callOnce("export const f = async () => 1")).resolves.toMatchObject({ kind: "a Promise" });
  });

  it("is started again after a call that never returned", async () => {
    const answer = await cage.open("export function f(stop) { while (!stop); return 7; }", {
      callSeconds: 3, // the second call shall end within it, however busy the machine
    });

    await expect(answer.call("f", [false])).rejects.toThrow(/did not finish/);
    await expect(answer.call("f", [true])).resolves.toBe(7);
    await answer.close();
  });

  it("keeps what it printed, up to a cap", async () => {
    const answer = await cage.open(
      "export function f() { for (let i = 0; i < 1e5; i++) console.log('line', i); return 1; }",
      patient,
    );

    await expect(answer.call("f", [])).resolves.toBe(1);

    expect(answer.printed()).toMatch(/^line 0\nline 1\n/);
    expect(answer.printed().length).toBeLessThanOrEqual(64 << 10);
    await answer.close();
  });
});
