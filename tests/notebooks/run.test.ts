/** Every notebook runs from top to bottom in a fresh kernel, quickly, and shows what it promises. */

import { availableParallelism, loadavg } from "node:os";
import { describe, expect, it } from "vitest";
import { notebookNames, readNotebook } from "./course.ts";
import { runNotebook } from "./run-notebook.ts";

const plotly = "application/vnd.plotly.v1+json";

describe.each(notebookNames)("%s", (name) => {
  it("runs with the quick budget in at most 15 seconds, and draws a figure for each show()", async () => {
    const notebook = readNotebook(name);

    const { notebook: executed, error, seconds } = await runNotebook(notebook);

    expect(error).toBeUndefined();
    const code = executed.cells.filter((cell) => cell.cell_type === "code");
    const figures = code
      .flatMap((cell) => cell.outputs)
      .filter((output) => "data" in output && plotly in output.data);
    const asked = code
      .map(({ source }) => source.match(/\bshow\((?!walkthrough\()/g)?.length ?? 0)
      .reduce((a, b) => a + b);
    expect(figures.length).toBe(asked);
    // A machine on which more wants to run than it has cores gets as much more time.
    const crowding = Math.max(1, loadavg()[0] / availableParallelism());
    expect(seconds).toBeLessThan(15 * crowding);
  }, 90_000);
});
