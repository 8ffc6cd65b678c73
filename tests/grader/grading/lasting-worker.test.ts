import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createGrader } from "../../../src/grader/grading/create-grader.ts";
import { root } from "../support.ts";

const right = readFileSync(join(root, "solutions/01-1-rnn-cell-forward.ts"), "utf8");
const counting = `let calls = 0;\n${right.replace("return", 'console.log("call", ++calls);\n  return')}`;

describe("a grader whose worker lasts", () => {
  const grader = createGrader({ root });
  afterAll(() => grader.close());
  const points = async (source: string): Promise<number> =>
    (await grader.grade({ exercise: "X1.1", source })).points;

  it("grades one answer after another, each by itself", async () => {
    const wrong = right.replace(".plusRow(b)", "");

    expect(await points(right)).toBe(6);
    expect(await points(wrong)).toBeLessThan(6);
    expect(await points("export function rnnCellForward() { process.exit(0); }")).toBe(0);
    expect(await points(right)).toBe(6);
  });

  it("loads an answer anew each time", async () => {
    for (let save = 0; save < 2; save++) {
      const { notes } = await grader.grade({ exercise: "X1.1", source: `${counting}\n// ${save}` });

      expect(notes.join()).toMatch(/Your code printed:\ncall 1\ncall 2/);
    }
  });

  it("grades different exercises side by side, again and again", async () => {
    const loss = readFileSync(join(root, "solutions/02-1-softmax-cross-entropy.ts"), "utf8");
    for (let k = 0; k < 3; k++) {
      const reports = await grader.gradeAll([
        { exercise: "X1.1", source: right },
        { exercise: "X2.1", source: loss },
        { exercise: "X1.1", source: "export const rnnCellForward = () => 1;" },
      ]);

      expect(reports.map((report) => report.points)).toEqual([6, 6, 0]);
    }
  });
});
