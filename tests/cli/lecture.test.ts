import { describe, expect, it } from "vitest";
import { findNotebook } from "../../src/cli/lecture.ts";

const files = [
  "01-cell.ipynb",
  "04-vanishing.ipynb",
  "04-exploding.ipynb",
  "10-attention.ipynb",
  "notes.txt",
];

describe("unrolled lecture", () => {
  it.each([
    [undefined, "01-cell.ipynb"],
    ["1", "01-cell.ipynb"],
    ["10", "10-attention.ipynb"],
    ["04-v", "04-vanishing.ipynb"],
    ["notebooks/01-cell.ipynb", "01-cell.ipynb"],
  ])("finds %s", (name, notebook) => {
    expect(findNotebook(files, name)).toBe(notebook);
  });

  it("asks for more when several notebooks fit, and says which there are when none does", () => {
    expect(() => findNotebook(files, "4")).toThrow("04-exploding.ipynb, 04-vanishing.ipynb all fit");
    expect(() => findNotebook(files, "99")).toThrow('no notebook fits "99"; there are 01-cell.ipynb');
  });
});
