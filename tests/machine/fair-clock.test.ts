/** The clock that stands still while its process waits for a processor, with real processes on one processor. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { fairClock, innermostProcess } from "../../src/machine/fair-clock.ts";

const busy = "for (;;);";
const asleep = "setInterval(() => {}, 1e6)";
const canPin = existsSync("/proc/self/schedstat") && hasTaskset();
if (!canPin) console.log("The fair clock is not tested: it needs Linux and taskset (Debian: util-linux).");

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) process.kill(-child.pid!, "SIGKILL");
});

/** Runs a program of Node on one processor, two processes below the one that is returned, as in a cage. */
function onOneProcessor(program: string): ChildProcess {
  const [first] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))!.slice(1);
  const inner = `"${process.execPath}" -e "${program}"; exit`;
  const command = ["taskset", "-c", first, "sh", "-c", `sh -c '${inner}'; exit`];
  const child = spawn(command[0], command.slice(1), { detached: true, stdio: "ignore" });
  started.push(child);
  return child;
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const seconds = 2;

it.skipIf(!canPin)("counts a part of the time where others share the processor", async () => {
  const child = onOneProcessor(busy);
  for (let k = 0; k < 4; k++) onOneProcessor(busy);
  await sleep(1000); // all have started

  const clock = fairClock(innermostProcess(child.pid));
  await sleep(1000 * seconds);

  expect(clock()).toBeLessThan(0.6 * seconds); // a fifth is due to it
  expect(clock()).toBeGreaterThan(0);
});

it.skipIf(!canPin)(
  "counts what a process sleeps, so that an answer that only waits comes to its end",
  async () => {
    const child = onOneProcessor(asleep);
    await sleep(1000);

    const clock = fairClock(innermostProcess(child.pid));
    await sleep(1000 * seconds);

    expect(clock()).toBeGreaterThan(0.9 * seconds);
  },
);

it("is the clock on the wall where the system does not tell", async () => {
  const clock = fairClock(undefined);
  await sleep(100);

  expect(clock()).toBeGreaterThan(0.09);
});
