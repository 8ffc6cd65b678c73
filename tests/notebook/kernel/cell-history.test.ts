import { beforeEach, describe, expect, it } from "vitest";
import { message, request } from "../../../src/notebook/format/message.ts";
import { CellHistory } from "../../../src/notebook/kernel/cell-history.ts";

let history: CellHistory;

/** A cell as the kernel tells of it. */
function hear(line: number, code: string, result?: string, content: object = {}): void {
  const cell = request("execute_request", { code, ...content });
  history.hear(message("iopub", "execute_input", { code, execution_count: line }, cell.header), cell);
  if (result !== undefined)
    history.hear(message("iopub", "execute_result", { data: { "text/plain": result } }, cell.header), cell);
}

const ask = (content: Record<string, unknown>): unknown => history.reply(content).history;

describe("the history of cells", () => {
  beforeEach(() => {
    history = new CellHistory();
    hear(1, "let a = 1");
    hear(2, "a + 1", "2");
    history.startSession();
    hear(1, "a + 1", "3");
    hear(2, "a.b*c");
    hear(3, "hidden", "4", { store_history: false });
    hear(3, "silent", "5", { silent: true });
  });

  it("gives the last n cells of all sessions, with their results if asked, and nothing unstored", () => {
    expect(ask({ hist_access_type: "tail", n: 3 })).toEqual([
      [1, 2, "a + 1"],
      [2, 1, "a + 1"],
      [2, 2, "a.b*c"],
    ]);
    expect(ask({ hist_access_type: "tail", n: 2, output: true })).toEqual([
      [2, 1, ["a + 1", "3"]],
      [2, 2, ["a.b*c", null]],
    ]);
  });

  it("gives a range of this session (0), of one before it (-1) and of a named one; stop is not in it", () => {
    const range = (session: number, start: number, stop: number | null): unknown =>
      ask({ hist_access_type: "range", session, start, stop });

    expect(range(0, 1, 2)).toEqual([[2, 1, "a + 1"]]);
    expect(range(-1, 1, 3)).toEqual([
      [1, 1, "let a = 1"],
      [1, 2, "a + 1"],
    ]);
    expect(range(1, 2, null)).toEqual([[1, 2, "a + 1"]]);
    expect(range(9, 0, 5)).toEqual([]);
  });

  it("searches with * and ?, where all other characters mean themselves", () => {
    const search = (pattern: string, more: object = {}): unknown =>
      ask({ hist_access_type: "search", pattern, ...more });

    expect(search("let*")).toEqual([[1, 1, "let a = 1"]]);
    expect(search("a.b?c")).toEqual([[2, 2, "a.b*c"]]);
    expect(search("a.")).toEqual([]);
    expect(search("a*", { n: 1 })).toEqual([[2, 2, "a.b*c"]]);
    expect(search("a + *", { unique: true })).toEqual([[2, 1, "a + 1"]]);
  });
});
