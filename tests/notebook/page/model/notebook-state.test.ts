/** The notebook model: every change of cells can be taken back, and typing is never lost by it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LiveCell, newCell } from "../../../../src/notebook/page/model/cell.ts";
import {
  createState,
  type NotebookState,
  redo,
  select,
  undo,
  updateCell,
} from "../../../../src/notebook/page/model/notebook-state.ts";
import * as operations from "../../../../src/notebook/page/model/operations.ts";

const cell = (id: string, source = `${id} line 1\n${id} line 2`): LiveCell => ({
  ...newCell("code", source),
  id,
});
const start = () => createState(["a", "b", "c", "d"].map((id) => cell(id)));
const ids = (state: NotebookState) => state.cells.map(({ id }) => id);

const { split, ...simple } = operations;
const step = fc.oneof(
  fc.constantFrom(...Object.values(simple)),
  fc.nat(20).map((at) => (state: NotebookState) => split(state, at)),
  fc
    .nat(9)
    .map((index) => (state: NotebookState) => select(state, state.cells[index % state.cells.length]!.id)),
);
const steps = fc.array(step, { maxLength: 25 });
const apply = (state: NotebookState, all: readonly operations.Operation[]) =>
  all.reduce((now, operation) => operation(now), state);
const times = (count: number, operation: operations.Operation, state: NotebookState) =>
  apply(
    state,
    Array.from({ length: count }, () => operation),
  );

describe("a notebook's cells", () => {
  it("come back exactly after undoing everything, and again after redoing everything", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const before = start();
        const after = apply(before, all);

        const undone = times(after.past.length, undo, after);
        const redone = times(undone.future.length, redo, undone);

        expect(undone.cells).toEqual(before.cells);
        expect(redone.cells).toEqual(after.cells);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("keep one id each, at least one cell, and a selected cell that exists", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const after = apply(start(), all);

        expect(new Set(ids(after)).size).toBe(after.cells.length);
        expect(after.cells.length).toBeGreaterThan(0);
        expect(ids(after)).toContain(after.selected);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it("keep what was typed into a cell when a deletion before it is undone", () => {
    const deleted = operations.remove(select(start(), "b"));

    const typed = updateCell(deleted, "c", { source: "typed since" });
    const back = undo(typed);

    expect(ids(back)).toEqual(["a", "b", "c", "d"]);
    expect(back.cells[2]!.source).toBe("typed since");
  });

  it("keep what was typed when a move or a change of type is undone", () => {
    const moved = operations.moveDown(select(start(), "a"));
    const converted = operations.toMarkdown(select(moved, "b"));

    const typed = updateCell(updateCell(converted, "a", { source: "A" }), "b", { source: "B" });
    const back = undo(undo(typed));

    expect(back.cells.map(({ id, source, cell_type }) => [id, source, cell_type]).slice(0, 2)).toEqual([
      ["a", "A", "code"],
      ["b", "B", "code"],
    ]);
  });

  it("take no outputs once they are text, as a cell made text while it runs", () => {
    const text = operations.toMarkdown(start());

    const after = updateCell(text, "a", { execution_count: 1, outputs: [] });

    expect(after).toBe(text);
  });

  it("do not delete or cut a cell that is marked as not deletable", () => {
    const locked = { ...cell("a"), metadata: { deletable: false } };
    const state = createState([locked, cell("b")]);

    expect(operations.remove(state)).toBe(state);
    expect(operations.cut(state)).toBe(state);
  });
});

describe("split and merge", () => {
  it("give back the source but for the line break at the cut", () => {
    const state = createState([cell("a", "one\ntwo")]);

    const parts = operations.split(state, 4);
    const whole = operations.mergeBelow(select(parts, "a"));

    expect(parts.cells.map(({ source }) => source)).toEqual(["one", "two"]);
    expect(whole.cells.map(({ source }) => source)).toEqual(["one\n\ntwo"]);
  });

  it("take a text's pictures along: to both halves, and together again", () => {
    const picture = (data: string) => ({ "image/png": data });
    const [a, b] = ["a", "b"].map((id) => ({
      ...newCell("markdown", `![](attachment:${id}.png)\nwords`),
      id,
      attachments: { [`${id}.png`]: picture(id) },
    }));

    const parts = operations.split(createState([a!]), 26);
    const whole = operations.mergeBelow(createState([a!, b!]));

    expect(parts.cells).toMatchObject([{ attachments: a!.attachments }, { attachments: a!.attachments }]);
    expect(whole.cells).toMatchObject([{ attachments: { "a.png": picture("a"), "b.png": picture("b") } }]);
  });

  it("leave the exercise with the first half", () => {
    const answer = { ...cell("a", "one\ntwo"), metadata: { unrolled: { exercise: "X1.1" }, tags: ["kept"] } };

    const { cells } = operations.split(createState([answer]), 4);

    expect(cells.map(({ metadata }) => metadata)).toEqual([answer.metadata, { tags: ["kept"] }]);
  });
});
