/** The workbook's server as a learner starts it, from the build: how soon it has an address, and what it weighs. */

import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface StartedServer {
  /** With the token. */
  readonly url: string;
  /** From the start of the process to the address. */
  readonly milliseconds: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, "../../dist/cli/main.js");

/** `own`: the learner's folder. */
export async function startBuiltServer(own: string): Promise<StartedServer> {
  const started = performance.now();
  const options = ["start", "--port", "0", "--no-open", "--own", own];
  const server: ChildProcess = spawn(process.execPath, [main, ...options], {
    env: { ...process.env, BUDGET: "quick" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: server.stdout! })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    const milliseconds = performance.now() - started;
    const stop = (): Promise<void> => {
      const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
      server.kill("SIGTERM");
      return ended;
    };
    return { url, milliseconds, pid: server.pid!, stop };
  }
  throw new Error("bench: the server ended before it printed its address; run “npm run build” first.");
}

/** Megabytes (10⁶ bytes) of a process and all below it; what they share counts once. Linux only. */
export function megabytesOf(pid: number): { readonly total: number } {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // it has ended meanwhile
    }
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  const kilobytes = family.map((member) => {
    const rollup = readFileSync(`/proc/${member}/smaps_rollup`, "utf8");
    return Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1]);
  });
  return { total: (kilobytes.reduce((a, b) => a + b, 0) * 1024) / 1e6 };
}
