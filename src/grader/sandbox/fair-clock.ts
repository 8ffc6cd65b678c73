/**
 * A clock for another process that stands still while that process is ready to run and the machine runs others: an
 * answer shall not lose points because three hundred are graded at once.
 *
 * Linux says how long the main thread of a process has waited for a processor (/proc/PID/schedstat, the second
 * number, in nanoseconds). Where the system does not say, the clock is the one on the wall.
 */

import { readFileSync } from "node:fs";

/** Seconds since its start, without those in which the process waited for a processor. */
export type FairClock = () => number;

/** `pid`: the process, or the one that started it, several steps up (a cage starts the program that it confines). */
export function fairClock(pid: number | undefined): FairClock {
  const [started, waited] = [performance.now(), waitedSeconds(pid)];
  return () => {
    const passed = (performance.now() - started) / 1000;
    return passed - Math.min(passed, Math.max(0, waitedSeconds(pid) - waited));
  };
}

function waitedSeconds(pid: number | undefined): number {
  try {
    const [, nanoseconds] = readFileSync(`/proc/${innermost(pid!)}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e9;
  } catch {
    return 0; // another system, or the process has just ended
  }
}

/** The process at the end of the chain in which each one starts the next. */
function innermost(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
  return child ? innermost(Number(child)) : pid;
}
