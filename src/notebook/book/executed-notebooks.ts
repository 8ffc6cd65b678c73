/**
 * Notebooks with their outputs. What was executed before is kept in a folder and used again as long as
 * the cells, the budget and the library that they import are the same.
 */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { type Notebook, parseNotebook, serializeNotebook } from "../format/notebook.ts";
import { type CellFailure, executeNotebook } from "../kernel/execute-notebook.ts";
import { startKernel } from "../kernel/start-kernel.ts";

/** "quick": seconds for each notebook; "full": minutes, and the figures of the text. */
export type Budget = "quick" | "full";

export interface ExecuteBookOptions {
  /** The folder with the notebooks: imports are resolved from there. */
  readonly folder: string;
  /** Where executed notebooks are kept. */
  readonly kept: string;
  /** The library as built: when a file of it changes, everything is executed anew. */
  readonly library: string;
  readonly budget: Budget;
  readonly timeoutSeconds: number;
  /** `done` and `total` count the cells of the notebook. */
  readonly onCell: (name: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

export interface ExecutedChapter {
  readonly name: string;
  readonly notebook: Notebook;
  /** It was executed before, and nothing has changed since. */
  readonly wasKept: boolean;
}

/** A cell of the course failed. */
export class ExecutionError extends Error {
  readonly notebook: string;
  readonly failure: CellFailure;

  constructor(notebook: string, failure: CellFailure) {
    super(`${notebook}: cell ${failure.cell}: ${failure.name}: ${failure.message}`);
    this.name = "ExecutionError";
    this.notebook = notebook;
    this.failure = failure;
  }
}

/** One notebook after the other, in the order of their names. Throws ExecutionError, or what `signal` was aborted with. */
export async function* executeAll(options: ExecuteBookOptions): AsyncGenerator<ExecutedChapter> {
  const names = (await readdir(options.folder)).filter((name) => name.endsWith(".ipynb")).sort();
  if (names.length === 0) throw new Error(`book: there is no notebook in ${options.folder}.`);
  const library = await fingerprint(options.library);
  await mkdir(options.kept, { recursive: true });
  for (const name of names) {
    options.signal.throwIfAborted();
    const notebook = parseNotebook(await readFile(join(options.folder, name), "utf8"), name);
    const key = keyOf(notebook, options.budget, library);
    const kept = await readKept(join(options.kept, name), key);
    if (kept !== undefined) yield { name, notebook: kept, wasKept: true };
    else yield { name, notebook: await execute(name, notebook, key, options), wasKept: false };
  }
}

async function execute(
  name: string,
  notebook: Notebook,
  key: string,
  { folder, kept, budget, timeoutSeconds, onCell, signal }: ExecuteBookOptions,
): Promise<Notebook> {
  const kernel = await startKernel({ cwd: folder, env: { BUDGET: budget } });
  const stop = (): void => void kernel.shutdown();
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted(); // while the kernel was starting
    const { notebook: executed, error } = await executeNotebook(notebook, {
      kernel,
      timeoutSeconds,
      onCell: (done, total) => onCell(name, done, total),
    });
    signal.throwIfAborted();
    if (error) throw new ExecutionError(name, error);
    const marked = { ...executed, metadata: { ...executed.metadata, [keyName]: key } };
    await writeFileAtomic(join(kept, name), serializeNotebook(marked));
    return executed;
  } finally {
    signal.removeEventListener("abort", stop);
    await kernel.shutdown();
  }
}

/** In the metadata of a kept notebook: what it was executed from. */
const keyName = "unrolled_executed";

async function readKept(file: string, key: string): Promise<Notebook | undefined> {
  try {
    const notebook = parseNotebook(await readFile(file, "utf8"), file);
    const { [keyName]: keptKey, ...metadata } = notebook.metadata;
    return keptKey === key ? { ...notebook, metadata } : undefined;
  } catch {
    return undefined; // there is none, or it is damaged: the notebook is executed
  }
}

function keyOf({ cells }: Notebook, budget: Budget, library: string): string {
  const what = cells.map(({ id, cell_type, source, metadata }) => ({ id, cell_type, source, metadata }));
  return sha256(JSON.stringify([budget, library, what]));
}

/** Changes when a file of the folder does, but for the declarations and maps that no program runs. */
async function fingerprint(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true }).catch(() => {
    throw new Error(`book: ${folder} is missing; build the library with “npm run build”.`);
  });
  const code = files.filter((file) => /\.(?:js|json|wasm)$/.test(file)).sort();
  const sums = await Promise.all(
    code.map(async (file) => `${file} ${sha256(await readFile(join(folder, file)))}`),
  );
  return sha256(sums.join("\n"));
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
