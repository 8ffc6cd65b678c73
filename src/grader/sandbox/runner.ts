/**
 * Runs inside the confined child: loads one answer, then calls its functions, one frame each.
 *
 * Frames come in on file descriptor 3 and leave on 4, read and written synchronously, so that an
 * answer's function may call back (a `loss` given as an argument) in the middle of its own call.
 * Nothing here is trusted by the other side: whatever an answer does to this process, all it can
 * send is a value, and the value is judged elsewhere.
 */

import { readSync, writeSync } from "node:fs";
import { compileFunction } from "node:vm";
import { decodeFrame, encodeFrame, type Frame } from "./frame.ts";
import { takeImprint } from "./pristine.ts";
import { decodeValue, encodeValue, type NumberArray } from "./value.ts";

/** What the grader asks for. `renew`: forget the answer, another one of the same student follows. */
export type Request =
  | { op: "load"; code: string; file: string; without: readonly string[] }
  | { op: "call"; name: string; args: unknown }
  | { op: "answer"; value: unknown }
  | { op: "refusal"; message: string }
  | { op: "renew" };

/** What the child says. `calls back` asks for the value of a function that was an argument. */
export type Reply =
  | { op: "ready" }
  | { op: "loaded"; exports: string[] }
  | { op: "value"; value: unknown }
  | { op: "threw"; name: string; message: string; stack: string }
  | { op: "calls back"; function: number; args: unknown };

const trusted = { frameBytes: 64 << 20, headerBytes: 64 << 20 };

function readExactly(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const read = readSync(3, bytes, at, length - at, null);
    if (read === 0) process.exit(0); // the grader has closed the pipe
    at += read;
  }
  return bytes;
}

function receive(): Frame {
  const length = new DataView(readExactly(4).buffer).getUint32(0, true);
  return decodeFrame(readExactly(length), trusted);
}

function send(reply: Reply, payload: readonly Uint8Array[] = []): void {
  const bytes = encodeFrame(reply, payload);
  try {
    for (let at = 0; at < bytes.byteLength; ) at += writeSync(4, bytes, at);
  } catch (error) {
    // the grader has closed its end, and nobody shall read of that in what the answer printed
    if ((error as NodeJS.ErrnoException).code === "EPIPE") process.exit(0);
    throw error;
  }
}

/** `modules`: what an answer may import, by name. `makeMatrix` makes the library's matrix. */
export function run(
  modules: Readonly<Record<string, unknown>>,
  makeMatrix: (rows: number, cols: number, data: NumberArray) => unknown,
): void {
  if (process.argv.includes("--probe")) return; // the containment is only being tried out
  const isPristine = takeImprint(Object.values(modules) as object[]);
  let answer: Record<string, unknown> = {};
  const callBack =
    (id: number) =>
    (...args: unknown[]): unknown => {
      const { tree, payload } = encodeValue(args);
      send({ op: "calls back", function: id, args: tree }, payload);
      const frame = receive();
      const request = frame.header as Request;
      if (request.op === "answer") return decodeValue(request.value, frame.payload, { matrix: makeMatrix });
      throw new Error(request.op === "refusal" ? request.message : "the call back was not answered.");
    };
  const obey = (request: Request, payload: Uint8Array): void => {
    if (request.op === "load") {
      answer = load(request, modules);
      const functions = Object.keys(answer).filter((name) => typeof answer[name] === "function");
      send({ op: "loaded", exports: functions });
    } else if (request.op === "call") {
      const args = decodeValue(request.args, payload, { matrix: makeMatrix, call: callBack }) as unknown[];
      const value = (answer[request.name] as (...args: unknown[]) => unknown)(...args);
      const encoded = encodeValue(value);
      send({ op: "value", value: encoded.tree }, encoded.payload);
    } else if (request.op === "renew") {
      if (!isPristine()) process.exit(0); // the next answer gets a process that nobody has changed
      answer = {};
      send({ op: "ready" });
    }
  };

  send({ op: "ready" });
  for (;;) {
    const { header, payload } = receive();
    try {
      obey(header as Request, payload);
    } catch (error) {
      send(thrown(error));
    }
  }
}

/** Runs the bundled file as a CommonJS module. */
function load(
  { code, file, without }: { code: string; file: string; without: readonly string[] },
  modules: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  const require = (name: string): unknown => {
    if (Object.hasOwn(modules, name)) return withhold(modules[name] as object, without);
    throw new Error(`${name} cannot be imported here.`);
  };
  const body = compileFunction(code, ["module", "exports", "require"], { filename: file });
  body(module, module.exports, require);
  return module.exports;
}

/** The module without what the exercise asks for. */
function withhold(module: object, names: readonly string[]): object {
  const rest = { ...module };
  for (const name of names) {
    Object.defineProperty(rest, name, {
      get() {
        throw new Error(`${name} is what this exercise asks for: write it yourself.`);
      },
    });
  }
  return rest;
}

function thrown(error: unknown): Reply {
  if (!(error instanceof Error))
    return { op: "threw", name: "", message: String(error).slice(0, 2000), stack: "" };
  const clip = (text: unknown): string => String(text).slice(0, 4000);
  return { op: "threw", name: clip(error.name), message: clip(error.message), stack: clip(error.stack) };
}
