import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerFinder } from "../../../src/grader/class/find-answers.ts";
import { readNotebook } from "../../../src/grader/class/read-notebook.ts";
import { readExerciseList } from "../../../src/grader/grading/exercise-list.ts";
import { root } from "../support.ts";

const find = answerFinder(root, readExerciseList(root));
const stub = readFileSync(join(root, "exercises/01-1-rnn-cell-forward.ts"), "utf8");
const answer = stub.replace(/throw new Error\("TODO[^"]*"\);/, "return hPrev;");

describe("a notebook", () => {
  const cell = (source: unknown, exercise?: string): object => ({
    cell_type: "code",
    metadata: exercise ? { unrolled: { exercise } } : {},
    source,
  });
  const notebook = (...cells: unknown[]): string => JSON.stringify({ nbformat: 4, cells });
  const answers = (text: string) => find({ files: [{ path: "week.ipynb", text }], notes: [] });

  it("answers by its marked cells, whatever their order, and loses nothing by a damaged one", () => {
    const { answers: found, notes } = answers(
      notebook(
        null,
        cell(["export function rnnForward() {}\n", "// two"], "X1.2"),
        cell(7, "X1.3"),
        "text",
        cell(answer, "X1.1"),
      ),
    );

    expect(found.map(({ exercise, file }) => [exercise, file])).toEqual([
      ["X1.1", "week.ipynb, cell 5"],
      ["X1.2", "week.ipynb, cell 2"],
    ]);
    expect(found[1].source).toBe("export function rnnForward() {}\n// two");
    expect(notes).toEqual([
      "week.ipynb: cell 1 is damaged and was left out.",
      "week.ipynb: the text of cell 3 is damaged and was left out.",
      "week.ipynb: cell 4 is damaged and was left out.",
    ]);
  });

  it("answers by the functions it exports where a copied cell has lost its mark", () => {
    expect(answers(notebook(cell(answer))).answers).toMatchObject([{ exercise: "X1.1" }]);
  });

  it("counts the last copy of a cell that was worked on, and says so", () => {
    const second = answer.replace("hPrev;", "x;");

    const { answers: found, notes } = answers(
      notebook(cell(answer, "X1.1"), cell(second, "X1.1"), cell(stub, "X1.1")),
    );

    expect(found).toMatchObject([{ source: second, file: "week.ipynb, cell 2" }]);
    expect(notes).toEqual(["X1.1 was answered 2 times; week.ipynb, cell 2 was graded."]);
  });

  it.each([
    ["is cut off", notebook(cell(answer)).slice(0, 90), /damaged/],
    ["is a list", "[]", /no cells/],
    ["has no cells", '{"nbformat":4}', /no cells/],
    ["is empty", "", /damaged/],
    ["has cells that are no list", '{"cells":{"length":1e9}}', /no cells/],
  ])("that %s is told so", (_name, text, note) => {
    const { cells, notes } = readNotebook(text, "week.ipynb");

    expect(cells).toEqual([]);
    expect(notes.join()).toMatch(note);
  });

  it("leaves the other files of its student alone when it is damaged", () => {
    const { answers: found } = find({
      files: [
        { path: "a.ipynb", text: "{" },
        { path: "01-1-rnn-cell-forward (2).ts", text: answer },
      ],
      notes: [],
    });

    expect(found).toMatchObject([{ exercise: "X1.1", file: "01-1-rnn-cell-forward (2).ts" }]);
  });
});
