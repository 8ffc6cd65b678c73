/** Two chapters as they are after execution, with one of everything that a book shows, written as a book. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BookExercise } from "../../../src/notebook/book/chapter-html.ts";
import { type Chapter, writeBook } from "../../../src/notebook/book/write-book.ts";
import type { Cell, CellMetadata, Output } from "../../../src/notebook/format/notebook.ts";

export const root: string = join(import.meta.dirname, "../../..");

/** As `npm run build` made them. */
export const parts: { readonly built: string; readonly walkthroughs: string } = {
  built: join(root, "dist/book"),
  walkthroughs: join(root, "dist/walkthroughs/view.js"),
};

const figure = {
  data: [{ type: "scatter", mode: "lines", y: [3, 1, 2], name: "norm" }],
  layout: {
    title: { text: "A norm" },
    xaxis: { title: { text: "lag" } },
    yaxis: { title: { text: "norm" } },
  },
};

const outputs: Output[] = [
  { output_type: "stream", name: "stdout", text: "epoch 1\n" },
  {
    output_type: "display_data",
    data: { "application/vnd.plotly.v1+json": figure, "text/plain": "The norm falls, then rises." },
    metadata: {},
  },
  { output_type: "execute_result", execution_count: 1, data: { "text/plain": "42" }, metadata: {} },
  {
    output_type: "display_data",
    data: { "application/vnd.unrolled.walkthrough+json": { id: "W2" }, "text/plain": "Three steps forward." },
    metadata: {},
  },
];

const chapters: Chapter[] = [
  chapter("01-the first.ipynb", [
    text(
      "title",
      "# 01 · The first cell\n\nHow long is the $h_t$ memory?\n\nSee [the gates](02-gates.ipynb#The-forget-gate).",
    ),
    text("notes", "Tell the story of the forgetful clerk.", { slideshow: { slide_type: "notes" } }),
    code("compute", "const x = 1;", outputs, { unrolled: { claims: ["A5", "A6"] } }),
    code("exercise", 'throw new Error("TODO: exercise X1.1");', [], { unrolled: { exercise: "X1.1" } }),
  ]),
  chapter("02-gates.ipynb", [
    text("title", "# 02 · Gates\n\nWhat does a gate keep?"),
    text("forget", "## The forget gate\n\n$$f = \\sigma(x W_f)$$\n\n`const` 은닉 상태는 $c$ 에 있다."),
    code("hostile", "show();", [
      html('<img src="http://elsewhere.invalid/x.png" onerror="alert(1)"><b>bold</b>'),
    ]),
  ]),
];

const exercises: BookExercise[] = [
  {
    id: "X1.1",
    title: "One step",
    statement: "h = tanh(x Wx + h₋ Wh + b)",
    maxPoints: 6,
    hints: ["Three terms.", "Multiply first.", "x.dot(Wx) is the first."],
  },
];

export interface SmallBook {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function writeSmallBook(): Promise<SmallBook> {
  const above = await mkdtemp(join(tmpdir(), "unrolled-book-"));
  const folder = join(above, "book");
  await writeBook({ chapters, exercises, ...parts, out: folder });
  return { folder, remove: () => rm(above, { recursive: true, force: true }) };
}

export function chapter(name: string, cells: readonly Cell[]): Chapter {
  return { name, notebook: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } };
}

export function text(id: string, source: string, metadata: CellMetadata = {}): Cell {
  return { cell_type: "markdown", id, metadata, source };
}

export function code(
  id: string,
  source: string,
  outputs: readonly Output[] = [],
  metadata: CellMetadata = {},
): Cell {
  return { cell_type: "code", id, metadata, source, outputs, execution_count: outputs.length > 0 ? 1 : null };
}

function html(source: string): Output {
  return { output_type: "display_data", data: { "text/html": source }, metadata: {} };
}
