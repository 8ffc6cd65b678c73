/**
 * One confined child: frames in, frames out, captured output, an end that always comes.
 *
 * The child gets an empty environment, its own process group and no terminal. What it prints is
 * kept up to a cap. `receive` ends with the next frame, or with what happened instead.
 */

import { spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { fairClock, innermostProcess } from "../../machine/fair-clock.ts";
import { type Containment, confinedCommand } from "./containment.ts";
import { encodeFrame, type Frame, type FrameError, type FrameLimits, FrameReader } from "./frame.ts";

export interface Launch {
  readonly containment: Pick<Containment, "layers" | "limits">;
  /** Holds the runner; the only folder of ours that the child may read. */
  readonly folder: string;
  readonly script: string;
  readonly frames: FrameLimits;
  /** Answers of one student share a process, one after another; left out, each has its own. */
  readonly owner?: Owner;
}

export interface Owner {
  readonly student: string;
  /** After so many answers with the same runner no more will come; left out, nobody knows. */
  readonly answers?: number;
}

/** What came instead of a frame. */
export type Ending =
  | { kind: "timeout"; seconds: number }
  | { kind: "ended"; code: number | null; signal: string | null }
  | { kind: "protocol"; message: string };

export interface ConfinedProcess {
  send(header: unknown, payload?: readonly Uint8Array[]): void;
  /** The next frame, within `seconds` of the child's own time. After anything but a frame the child is dead. */
  receive(seconds: number): Promise<Frame | Ending>;
  /** The child's own time in all that was received: computing and sleeping, not waiting for a processor. */
  usedSeconds(): number;
  /** Frames that came and were not received yet. */
  waiting(): number;
  /** What the child printed so far, both streams, at most `outputBytes`. */
  printed(): string;
  forgetPrinted(): void;
  /** Kills the child with all it started; resolves when it is gone. */
  kill(): Promise<void>;
}

const outputBytes = 64 << 10;

export const isEnding = (result: Frame | Ending): result is Ending => "kind" in result;

export function startConfined({ containment, folder, script, frames }: Launch): ConfinedProcess {
  guardInspector();
  const [program, ...args] = confinedCommand(containment, folder, script);
  const child = spawn(program, args, {
    cwd: folder,
    env: {},
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const toChild = child.stdio[3] as Duplex;
  const fromChild = child.stdio[4] as Duplex;
  const reader = new FrameReader(frames);
  const waiting: (Frame | Ending)[] = [];
  let usedSeconds = 0;
  /** The process inside the cage; looked for once it has spoken, so that no call waits for the search. */
  let confined: number | undefined;
  let wake: (() => void) | undefined;
  const arrive = (item: Frame | Ending): void => {
    waiting.push(item);
    wake?.();
  };
  const printed = captureOutput([child.stdout!, child.stderr!]);

  const gone = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      arrive({ kind: "protocol", message: `could not be started: ${error.message}` });
      resolve();
    });
    child.once("close", (code, signal) => {
      arrive({ kind: "ended", code, signal });
      resolve();
    });
  });
  const kill = (): Promise<void> => {
    killGroup(child.pid);
    return gone;
  };
  toChild.on("error", () => {}); // the child has closed its end; its ending is reported by "close"
  fromChild.on("error", () => {});
  fromChild.on("data", (chunk: Buffer) => {
    try {
      for (const frame of reader.push(chunk)) arrive(frame);
    } catch (error) {
      fromChild.destroy();
      arrive({ kind: "protocol", message: (error as FrameError).message });
    }
  });

  return {
    send: (header, payload = []) => {
      toChild.write(encodeFrame(header, payload));
    },
    async receive(seconds) {
      const clock = fairClock(confined ?? child.pid);
      let used = 0;
      while (waiting.length === 0 && used < seconds) {
        await waitFor(1000 * (seconds - used), (resolve) => {
          wake = resolve;
        });
        used = clock();
      }
      usedSeconds += used;
      wake = undefined;
      await onePoll(); // what it printed before it answered lies in its pipes and counts as printed
      const item = waiting.shift() ?? { kind: "timeout" as const, seconds };
      if (isEnding(item)) await kill();
      else confined ??= innermostProcess(child.pid);
      return item;
    },
    usedSeconds: () => usedSeconds,
    waiting: () => waiting.length,
    printed: printed.text,
    forgetPrinted: printed.forget,
    kill,
  };
}

function waitFor(milliseconds: number, onWake: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** All pipes that have something are read once. */
const onePoll = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

interface Captured {
  text(): string;
  forget(): void;
}

/** Keeps the beginning of what is printed and drops the rest. */
function captureOutput(streams: readonly NodeJS.ReadableStream[]): Captured {
  let chunks: Buffer[] = [];
  let kept = 0;
  for (const stream of streams) {
    stream.on("data", (chunk: Buffer) => {
      if (kept >= outputBytes) return;
      chunks.push(chunk.subarray(0, outputBytes - kept));
      kept += chunk.byteLength;
    });
  }
  return {
    text: () => Buffer.concat(chunks).toString("utf8"),
    forget: () => {
      chunks = [];
      kept = 0;
    },
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // already gone
  }
}

/**
 * SIGUSR1 would open Node's inspector in this process, and whoever connects to it can rewrite a grade.
 * A listener of our own takes the signal's default meaning away.
 */
export function guardInspector(): void {
  if (process.platform !== "win32" && process.listenerCount("SIGUSR1") === 0) process.on("SIGUSR1", () => {});
}
