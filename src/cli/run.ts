/** `unrolled run`: executes notebooks from top to bottom, without a browser. */

import { readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { exportHtml } from "../notebook/format/html-export.ts";
import { type Notebook, parseNotebook, serializeNotebook } from "../notebook/format/notebook.ts";
import { type CellFailure, executeNotebook } from "../notebook/kernel/execute-notebook.ts";
import { startKernel } from "../notebook/kernel/start-kernel.ts";

export interface RunOptions {
  /** Where the executed notebook goes: .ipynb or .html. */
  readonly out?: string;
  /** Seconds that one cell may take. */
  readonly timeout?: string;
}

/** Stops at the first notebook with an error and sets the exit status to 1. */
export async function run(notebooks: readonly string[], options: RunOptions): Promise<void> {
  const problem = wrongUse(notebooks, options);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  for (const path of notebooks) {
    const failed = await runNotebook(path, Number(options.timeout ?? 120), options.out);
    if (!failed) continue;
    process.exitCode = 1;
    return;
  }
}

function wrongUse(notebooks: readonly string[], { out, timeout = "120" }: RunOptions): string | undefined {
  if (!(Number(timeout) > 0)) return `run: --timeout must be a number of seconds above 0, got "${timeout}".`;
  if (out === undefined) return undefined;
  if (notebooks.length > 1)
    return `run: --out takes one notebook, got ${notebooks.length}; run them one by one.`;
  if ([".ipynb", ".html"].includes(extname(out))) return undefined;
  return `run: --out must end in .ipynb or .html, got "${out}".`;
}

/** Returns whether it failed. */
async function runNotebook(path: string, timeoutSeconds: number, out: string | undefined): Promise<boolean> {
  const started = performance.now();
  let notebook: Notebook;
  try {
    notebook = parseNotebook(await readFile(path, "utf8"), path);
  } catch (error) {
    console.error(`run: ${(error as Error).message}`);
    return true;
  }
  const kernel = await startKernel({ cwd: resolve(dirname(path)) });
  try {
    const progress = progressLine(path);
    const executed = await executeNotebook(notebook, { kernel, timeoutSeconds, onCell: progress.update });
    progress.clear();
    if (out !== undefined) await writeOut(executed.notebook, path, out);
    if (executed.error) {
      console.error(describe(path, executed.error));
      return true;
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const cells = notebook.cells.filter(
      (cell) => cell.cell_type === "code" && cell.source.trim() !== "",
    ).length;
    console.log(`${path}: ${cells} ${cells === 1 ? "cell" : "cells"} in ${seconds} s`);
    return false;
  } finally {
    await kernel.shutdown();
  }
}

async function writeOut(notebook: Notebook, path: string, out: string): Promise<void> {
  const text =
    extname(out) === ".html"
      ? exportHtml(notebook, { title: basename(path, ".ipynb") })
      : serializeNotebook(notebook);
  await writeFileAtomic(out, text);
}

/** Cell, line and message; then the traceback, coloured on a terminal only. */
function describe(path: string, { cell, name, message, traceback }: CellFailure): string {
  const lines = traceback.map(stripVTControlCharacters);
  const line = lines.map((text) => new RegExp(`\\bcell ${cell}:(\\d+):`).exec(text)?.[1]).find(Boolean);
  const where = line ? `cell ${cell}, line ${line}` : `cell ${cell}`;
  const shown = process.stderr.isTTY ? traceback : lines;
  return [`${path}: ${where}: ${name}: ${message}`, ...shown.map((text) => `  ${text}`)].join("\n");
}

function progressLine(path: string): { update(done: number, total: number): void; clear(): void } {
  const write = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  };
  return { update: (done, total) => write(`${path}: cell ${done}/${total}`), clear: () => write("") };
}
