/** One kernel process, seen from its supervisor: start it, send to it, signal it, end it. */

import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { type FairClock, fairClock } from "../../machine/fair-clock.ts";
import { type Message, request } from "../format/message.ts";
import {
  inputDescriptor,
  interruptDescriptor,
  type KernelFacts,
  outputDescriptor,
  readLines,
  tokenVariable,
} from "./process-link.ts";

export interface KernelChildOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface KernelChildEvents {
  message(message: Message): void;
  /** The cell of this request is compiled and runs now. */
  cellBegins(requestId: string): void;
  /** What native code or another process wrote past the kernel. */
  rawOutput(name: "stdout" | "stderr", text: string): void;
  exit(description: string): void;
}

/** Sources run through tsx, the build as it is. */
const isSource = import.meta.url.endsWith(".ts");
const entry = join(import.meta.dirname, isSource ? "kernel-process.ts" : "kernel-process.js");
/** How long output may still arrive after the process ended. */
const lastWordsMilliseconds = 200;
const goodbyeMilliseconds = 300;

const noEvents: KernelChildEvents = { message() {}, cellBegins() {}, rawOutput() {}, exit() {} };

export class KernelChild {
  /** Fails when the process ends before it is ready. */
  readonly ready: Promise<KernelFacts>;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;
  #events = noEvents;

  constructor({ cwd, env }: KernelChildOptions) {
    const token = randomBytes(16).toString("hex");
    this.#process = fork(entry, [cwd], {
      cwd,
      env: { ...process.env, ...env, [tokenVariable]: token },
      execArgv: nodeArguments(),
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe", "ipc"],
    });
    let resolve: (facts: KernelFacts) => void = () => {};
    let reject: (reason: Error) => void = () => {};
    this.ready = new Promise((settle, fail) => {
      resolve = settle;
      reject = fail;
    });
    this.ready.catch(() => {}); // whoever waits for it hears of it
    const lines = readLines(token, {
      ready: resolve,
      cellBegins: (requestId) => this.#events.cellBegins(requestId),
      message: (message) => this.#events.message(message),
    });
    for (const descriptor of [inputDescriptor, interruptDescriptor])
      this.#pipe(descriptor).on("error", () => {}); // its end is told below
    const output = this.#process.stdio[outputDescriptor] as Readable;
    output.setEncoding("utf8").on("data", lines);
    let lastWords = "";
    for (const name of ["stdout", "stderr"] as const)
      this.#process[name]?.setEncoding("utf8").on("data", (text: string) => {
        lastWords = (lastWords + text).slice(-2000);
        this.#events.rawOutput(name, text);
      });
    this.#process.on("error", reject);
    this.#process.on("disconnect", () => this.#process.kill("SIGKILL")); // without its line it is of no use
    this.#gone = this.#untilGone();
    void this.#gone.then(() => {
      const description = describeExit(this.#process);
      reject(new Error(`kernel: ${description} before it was ready.\n${lastWords}`));
      this.#events.exit(description);
    });
  }

  listen(events: KernelChildEvents): void {
    this.#events = events;
  }

  send(message: Message): void {
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  /** What the user answers to a prompt; null interrupts the cell that asked. */
  answer(text: string | null): void {
    this.#pipe(inputDescriptor).write(`${JSON.stringify(text)}\n`);
  }

  /** Counts the time that the process has had a processor or wanted none. */
  clock(): FairClock {
    return fairClock(this.#process.pid);
  }

  /** Asks the cell of this request to stop: the watchdog stops a loop, an await hears the message. */
  interrupt(cell: string): void {
    this.#pipe(interruptDescriptor).write(`${cell}\n`);
    this.send(request("interrupt_request", { cell }, "control"));
  }

  /** Ends the process; nothing that it still says is heard. */
  async end(): Promise<void> {
    this.#events = noEvents;
    this.#process.kill("SIGTERM");
    const kill = setTimeout(() => this.kill(), goodbyeMilliseconds);
    await this.#gone;
    clearTimeout(kill);
  }

  async kill(): Promise<void> {
    this.#events = noEvents;
    this.#process.kill("SIGKILL");
    await this.#gone;
  }

  #pipe(descriptor: number): Writable {
    return (this.#process.stdio as readonly unknown[])[descriptor] as Writable;
  }

  #untilGone(): Promise<void> {
    return new Promise((resolve) => {
      this.#process.once("close", () => resolve());
      // a process that the cell started may hold the pipes open
      this.#process.once("exit", () => setTimeout(resolve, lastWordsMilliseconds));
      this.#process.once("error", () => resolve());
    });
  }
}

function nodeArguments(): string[] {
  const quiet = ["--disable-warning=ExperimentalWarning"];
  if (!isSource) return quiet;
  return [...quiet, "--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];
}

function describeExit({ exitCode, signalCode }: ChildProcess): string {
  if (signalCode) return `the kernel process was ended by ${signalCode}`;
  return `the kernel process ended with exit code ${exitCode ?? "unknown"}`;
}
