/**
 * A thread that acts where the main thread, busy with a cell, cannot. It stops the cell when it is told to. It ends the
 * process when nobody could any more: its parent died, or the cell takes more memory than it may.
 *
 * A cell's script is stopped by SIGINT, for which Node listens while the script runs (`breakOnSigint`). As the script
 * begins and as it ends there are moments in which the same signal ends the process, and others in which it is kept for
 * the next script. So the signal is sent from here, once, and only while the script says that it runs; a script to
 * which it is on its way waits for it before it says that it has left. If the cell's function had returned by then, to
 * await something or for good, the stop is none (see cell-executor.ts).
 */

import { Worker } from "node:worker_threads";
import type { ScriptGuard } from "./cell-executor.ts";
import { interruptDescriptor } from "./process-link.ts";

export interface Watchdog extends ScriptGuard {
  /** The scripts from now on are those of this cell. */
  announce(requestId: string): void;
}

const checkEveryMilliseconds = 250;

/** Runs in the thread; plain JavaScript, because a thread takes its text as it is. */
const watch = `
const { parentPort, workerData } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const { Socket } = require("node:net");
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

let announced = {};
parentPort.on("message", (message) => { announced = message; });
let rest = "";
new Socket({ fd: workerData.interrupts }).setEncoding("utf8").on("data", (text) => {
  const lines = (rest + text).split("\\n");
  rest = lines.pop();
  const { requestId, cell } = announced;
  if (lines.includes(requestId) && Atomics.compareExchange(workerData.state, 0, cell, -cell) === cell)
    process.kill(process.pid, "SIGINT");
});
`;

/** `maxBytes` of resident memory; by default as UNROLLED_KERNEL_MEMORY says in MB, else 4 GB. */
export function startWatchdog(parent: number, maxBytes: number = memoryLimit()): Watchdog {
  /** The number of the cell whose script runs; negative once the signal is on its way; 0 between scripts. */
  const state = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(watch, {
    eval: true,
    workerData: { parent, maxBytes, every: checkEveryMilliseconds, interrupts: interruptDescriptor, state },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  });
  worker.unref();
  let cell = 1; // the kernel's own first one, which nobody announces
  return {
    announce(requestId) {
      cell++;
      worker.postMessage({ requestId, cell });
    },
    enter: () => void Atomics.store(state, 0, cell),
    leave() {
      if (Atomics.compareExchange(state, 0, cell, 0) === -cell) for (;;) Atomics.wait(state, 0, -cell); // ends as the signal stops this script
    },
  };
}

function memoryLimit(): number {
  const megabytes = Number(process.env.UNROLLED_KERNEL_MEMORY);
  return (megabytes > 0 ? megabytes : 4096) * 2 ** 20;
}
