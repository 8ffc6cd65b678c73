/** Runs a notebook in a kernel of its own, with the quick budget. */

import type { Notebook } from "../../src/notebook/format/notebook.ts";
import { type ExecutedNotebook, executeNotebook } from "../../src/notebook/kernel/execute-notebook.ts";
import { startKernel } from "../../src/notebook/kernel/start-kernel.ts";
import { notebooksFolder } from "./course.ts";

/** `seconds` is the time from the first cell to the last, without the kernel's start. */
export async function runNotebook(notebook: Notebook): Promise<ExecutedNotebook & { seconds: number }> {
  const env = { ...process.env, BUDGET: "quick" } as Record<string, string>;
  const kernel = await startKernel({ cwd: notebooksFolder, env });
  try {
    const start = performance.now();
    const executed = await executeNotebook(notebook, { kernel, timeoutSeconds: 60 });
    return { ...executed, seconds: (performance.now() - start) / 1000 };
  } finally {
    await kernel.shutdown();
  }
}
