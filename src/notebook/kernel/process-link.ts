/**
 * The two ends of the line between a kernel process and its supervisor. Down: Node's IPC. Up: lines of
 * "token message" on file descriptor 3, where the token is known to the two ends only.
 */

import { readSync, writeSync } from "node:fs";
import type { Message } from "../format/message.ts";
import { message } from "../format/message.ts";

export const outputDescriptor = 3;
/** Carries the user's answers down, one line of JSON each; a cell that asks blocks on it. */
export const inputDescriptor = 4;
/** Brings the watchdog's thread the ids of the cells to stop, one in each line. */
export const interruptDescriptor = 5;
export const tokenVariable = "UNROLLED_KERNEL_TOKEN";
/** "jupyter" for clients that speak over ZeroMQ. */
export const clientVariable = "UNROLLED_KERNEL_CLIENT";

/** Longest message that leaves the kernel, in characters. */
const maxMessage = 32_000_000;

export interface KernelFacts {
  readonly typescript: string;
}

export interface ServerLink {
  readonly client: "jupyter" | "workbook";
  emit(message: Message): number;
  readInput(): string | null;
  ready(facts: KernelFacts): void;
  /** Tells that the cell of this request is compiled and runs now. */
  cellBegins(requestId: string): void;
  onRequest(listener: (request: Message) => void): void;
}

/** The kernel's end. Call it before any cell runs: it hides the line from them. */
export function createServerLink(): ServerLink {
  const token = process.env[tokenVariable] ?? "";
  const client = process.env[clientVariable] === "jupyter" ? "jupyter" : "workbook";
  delete process.env[tokenVariable];
  delete process.env[clientVariable];
  delete (process as { send?: unknown }).send;
  delete (process as { disconnect?: unknown }).disconnect;
  const write = (value: unknown): number => writeLine(token, JSON.stringify(value));
  const stringify = JSON.stringify;
  const exit = process.exit.bind(process);
  process.on("disconnect", () => exit(0));
  return {
    client,
    emit(outgoing) {
      const text = stringify(outgoing);
      if (text.length <= maxMessage) return writeLine(token, text);
      const size = `${(text.length / 1e6).toFixed(0)} MB`;
      const notice = `[An output of ${size} was left out: the limit is ${maxMessage / 1e6} MB.]\n`;
      const parent = outgoing.parent_header;
      return write(message("iopub", "stream", { name: "stderr", text: notice }, parent));
    },
    readInput: () => JSON.parse(readLine()) as string | null,
    ready: (facts) => void write({ ready: facts }),
    cellBegins: (requestId) => void write({ cellBegins: requestId }),
    onRequest: (listener) => void process.on("message", (request) => listener(request as Message)),
  };
}

function writeLine(token: string, text: string): number {
  const bytes = Buffer.from(`${token} ${text}\n`);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(outputDescriptor, bytes, written);
    } catch (error) {
      waitIfBusy(error);
    }
  }
  return bytes.length;
}

function readLine(): string {
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  for (;;) {
    try {
      if (readSync(inputDescriptor, byte) === 0) throw new Error("prompt: the client is gone.");
      if (byte[0] === 0x0a) return Buffer.from(bytes).toString();
      bytes.push(byte[0]!);
    } catch (error) {
      waitIfBusy(error);
    }
  }
}

function waitIfBusy(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

export interface LineEvents {
  ready(facts: KernelFacts): void;
  cellBegins(requestId: string): void;
  message(message: Message): void;
}

/** The supervisor's end: takes chunks of the pipe; lines without the token are no messages. */
export function readLines(token: string, events: LineEvents): (chunk: string) => void {
  let pieces: string[] = [];
  const line = (text: string): void => {
    if (!text.startsWith(`${token} `)) return;
    const value = JSON.parse(text.slice(token.length + 1));
    if (value.ready) events.ready(value.ready);
    else if (value.cellBegins) events.cellBegins(value.cellBegins);
    else events.message(value);
  };
  return (chunk) => {
    const parts = chunk.split("\n");
    const rest = parts.pop()!;
    for (const part of parts) {
      line(pieces.length > 0 ? pieces.join("") + part : part);
      pieces = [];
    }
    if (rest) pieces.push(rest);
  };
}
