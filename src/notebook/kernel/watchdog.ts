/**
 * A thread that ends the process when nobody could any more: its parent died while a cell keeps the main
 * thread busy, or the cell takes more memory than it may.
 */

import { Worker } from "node:worker_threads";

const checkEveryMilliseconds = 250;

/** Runs in the thread; plain JavaScript, because a thread takes its text as it is. */
const watch = `
const { workerData } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const end = (reason) => {
  try { if (reason) writeSync(2, reason); } catch {}
  process.kill(process.pid, "SIGKILL");
};
setInterval(() => {
  if (process.ppid !== workerData.parent) end("");
  const bytes = process.memoryUsage.rss();
  if (bytes > workerData.maxBytes) {
    const size = (count) => (count / 2 ** 30).toFixed(1) + " GB";
    end("The cell took " + size(bytes) + " of memory; the limit is " + size(workerData.maxBytes) + ".\\n");
  }
}, workerData.every);
`;

/** `maxBytes` of resident memory; by default as UNROLLED_KERNEL_MEMORY says in MB, else 4 GB. */
export function startWatchdog(parent: number, maxBytes: number = memoryLimit()): void {
  const worker = new Worker(watch, {
    eval: true,
    workerData: { parent, maxBytes, every: checkEveryMilliseconds },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  });
  worker.unref();
}

function memoryLimit(): number {
  const megabytes = Number(process.env.UNROLLED_KERNEL_MEMORY);
  return (megabytes > 0 ? megabytes : 4096) * 2 ** 20;
}
