/**
 * A clock for another process that stands still while that process is ready to run and the machine runs others, so
 * that what has a limit of time has the same one on a busy machine.
 *
 * Linux says how long the main thread of a process has waited for a processor (/proc/PID/schedstat, the second
 * number, in nanoseconds). Where the system does not say, the clock is the one on the wall.
 */

import { readFileSync } from "node:fs";

/** Seconds of the process's own time since the start of the clock: computing and sleeping, not waiting for a processor. */
export type FairClock = () => number;

/** So much of the time on the wall counts at least; without it, a process that gets nothing would never come to its end. */
const leastShare = 0.1;

/** `pid`: undefined where the process did not start. */
export function fairClock(pid: number | undefined): FairClock {
  const [started, waited] = [performance.now(), waitedSeconds(pid)];
  return () => {
    const passed = (performance.now() - started) / 1000;
    const waiting = Math.max(0, waitedSeconds(pid) - waited);
    return Math.max(leastShare * passed, passed - waiting);
  };
}

function waitedSeconds(pid: number | undefined): number {
  try {
    const [, nanoseconds] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e9;
  } catch {
    return 0; // another system, or the process has just ended
  }
}

/** The process at the end of the chain in which each one starts the next, as a cage does with what it confines. */
export function innermostProcess(pid: number | undefined): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    return child ? innermostProcess(Number(child)) : pid;
  } catch {
    return pid;
  }
}
