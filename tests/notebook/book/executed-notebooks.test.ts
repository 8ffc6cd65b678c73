/** Executing the notebooks of a book: once, and again only when something changed. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type Budget,
  type ExecutedChapter,
  executeAll,
} from "../../../src/notebook/book/executed-notebooks.ts";
import { serializeNotebook } from "../../../src/notebook/format/notebook.ts";
import { chapter, code } from "./small-book.ts";

let above: string;
beforeAll(async () => {
  above = await mkdtemp(join(tmpdir(), "unrolled-executed-"));
  await mkdir(join(above, "library"));
  await writeFile(join(above, "library/one.js"), "export const one = 1;");
});
afterAll(() => rm(above, { recursive: true, force: true }));

async function execute(
  sources: readonly string[],
  { budget = "quick", signal = new AbortController().signal }: { budget?: Budget; signal?: AbortSignal } = {},
): Promise<ExecutedChapter[]> {
  const folder = join(above, "notebooks");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [index, source] of sources.entries()) {
    const { notebook } = chapter("", [code("only", source)]);
    await writeFile(join(folder, `0${index}.ipynb`), serializeNotebook(notebook));
  }
  const kept = join(above, "kept");
  const library = join(above, "library");
  const options = { folder, kept, library, budget, timeoutSeconds: 300, signal, onCell: () => undefined };
  const chapters: ExecutedChapter[] = [];
  for await (const chapter of executeAll(options)) chapters.push(chapter);
  return chapters;
}

const answer = ({ notebook }: ExecutedChapter) =>
  JSON.stringify(notebook.cells[0]).match(/"text\/plain":"([^"]*)"/)?.[1];

it("executes each once and keeps what came out, until cells, budget or library change", async () => {
  const first = await execute(["process.env.BUDGET", "1 + 1"]);
  const again = await execute(["process.env.BUDGET", "1 + 1"]);
  const changed = await execute(["process.env.BUDGET", "1 + 2"]);
  const longer = await execute(["process.env.BUDGET"], { budget: "full" });
  await writeFile(join(above, "library/one.js"), "export const one = 1.0;");
  const rebuilt = await execute(["process.env.BUDGET"], { budget: "full" });

  const kept = (chapters: ExecutedChapter[]) => chapters.map(({ wasKept }) => wasKept);
  expect(first.map(answer)).toEqual(["'quick'", "2"]);
  expect(kept(first)).toEqual([false, false]);
  expect(kept(again)).toEqual([true, true]);
  expect(again.map(({ notebook }) => notebook)).toEqual(first.map(({ notebook }) => notebook));
  expect(kept(changed)).toEqual([true, false]);
  expect(answer(changed[1]!)).toBe("3");
  expect(kept(longer)).toEqual([false]);
  expect(answer(longer[0]!)).toBe("'full'");
  expect(kept(rebuilt)).toEqual([false]);
});

it("names the notebook and the cell that fails, and keeps nothing of it", async () => {
  await expect(execute(["throw new RangeError('too far')"])).rejects.toThrow(
    "00.ipynb: cell 1: RangeError: too far",
  );

  expect(await readFile(join(above, "kept/00.ipynb"), "utf8")).not.toContain("too far");
});

it("can be stopped within a cell that never ends", async () => {
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(new Error("stopped")), 3_000);

  await expect(execute(["while (true) {}"], { signal: stopping.signal })).rejects.toThrow("stopped");
});

it("says which folder holds no notebook", async () => {
  await expect(execute([])).rejects.toThrow(/there is no notebook in .*notebooks/);
});
