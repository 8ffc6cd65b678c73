/** Every notebook runs from top to bottom in a fresh kernel and shows what it promises. How long: `npm run bench:notebooks`. */

import { describe, expect, it } from "vitest";
import { notebookNames, readNotebook } from "./course.ts";
import { runNotebook } from "./run-notebook.ts";

const plotly = "application/vnd.plotly.v1+json";

describe.each(notebookNames)("%s", (name) => {
  it("runs with the quick budget, and draws a figure for each show()", async () => {
    const notebook = readNotebook(name);

    const { notebook: executed, error } = await runNotebook(notebook);

    expect(error).toBeUndefined();
    const code = executed.cells.filter((cell) => cell.cell_type === "code");
    const figures = code
      .flatMap((cell) => cell.outputs)
      .filter((output) => "data" in output && plotly in output.data);
    const asked = code
      .map(({ source }) => source.match(/\bshow\((?!walkthrough\()/g)?.length ?? 0)
      .reduce((a, b) => a + b);
    expect(figures.length).toBe(asked);
  });
});
