/** Runs a notebook in a kernel of its own, with the quick budget. */

import type { Notebook } from "../../src/notebook/format/notebook.ts";
import { type ExecutedNotebook, executeNotebook } from "../../src/notebook/kernel/execute-notebook.ts";
import { startKernel } from "../../src/notebook/kernel/start-kernel.ts";
import { notebooksFolder } from "./course.ts";

/** Ten minutes for a cell are a limit against hanging only. */
export async function runNotebook(notebook: Notebook): Promise<ExecutedNotebook> {
  const env = { ...process.env, BUDGET: "quick" } as Record<string, string>;
  const kernel = await startKernel({ cwd: notebooksFolder, env });
  try {
    return await executeNotebook(notebook, { kernel, timeoutSeconds: 600 });
  } finally {
    await kernel.shutdown();
  }
}
