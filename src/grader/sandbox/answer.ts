/**
 * A learner's answer as callable functions: loads the bundle into a confined child and calls it.
 *
 * At most one call is outstanding, and it gets one reply. A child that died (a loop that never ends,
 * process.exit, too much memory) is replaced at the next call, until the time for the whole answer is used up.
 */

import { type Bundle, sourceLine } from "./bundle.ts";
import { type ConfinedProcess, isEnding, type Launch, startConfined } from "./confined-process.ts";
import { type Frame, FrameError } from "./frame.ts";
import type { Reply } from "./runner.ts";
import { decodeValue, encodeValue } from "./value.ts";

/** The answer could not give a value. The message is one or more whole sentences for the learner. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  readonly kind: "untouched" | "missing" | "threw" | "timeout" | "ended" | "protocol";

  constructor(kind: AnswerError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface AnswerOptions {
  readonly launch: Launch;
  readonly bundle: Bundle;
  /** Names of the library that this exercise withholds, because they are what it asks for. */
  readonly without: readonly string[];
  readonly times: AnswerTimes;
}

export interface AnswerTimes {
  readonly startSeconds: number;
  readonly callSeconds: number;
  /** All calls of this answer together. */
  readonly totalSeconds: number;
}

export const defaultTimes: AnswerTimes = { startSeconds: 20, callSeconds: 3, totalSeconds: 15 };

export interface Answer {
  /** Calls an exported function. Functions among `args` are called back here. */
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** What the answer printed. */
  printed(): string;
  close(): Promise<void>;
}

const maxCallBacks = 100_000;

interface Received {
  readonly reply: Reply;
  readonly payload: Uint8Array;
}

export function openAnswer({ launch, bundle, without, times }: AnswerOptions): Answer {
  let child: ConfinedProcess | undefined;
  let exported: readonly string[] = [];
  let usedSeconds = 0;
  let printedBefore = "";

  const die = async (error: AnswerError): Promise<never> => {
    await child?.kill();
    printedBefore += child?.printed() ?? "";
    child = undefined;
    throw error;
  };
  /** The next reply of the running child, or the sentence that says why there is none. */
  const reply = async (doing: string, seconds: number): Promise<Received> => {
    const started = performance.now();
    const result = await child!.receive(seconds);
    usedSeconds += (performance.now() - started) / 1000;
    if (isEnding(result)) return die(endingError(result, doing, child!.printed()));
    return { reply: result.header as Reply, payload: result.payload };
  };
  /** The value that ends a call, or the error that does. */
  const outcome = async (name: string, { reply: said, payload }: Received): Promise<unknown> => {
    if (said?.op === "threw") throw thrownError(name, said, bundle);
    if (said?.op !== "value") return die(forged(name));
    try {
      return decodeValue(said.value, payload);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      return die(new AnswerError("protocol", `${name} ${error.message}.`));
    }
  };
  const open = async (): Promise<void> => {
    child = startConfined(launch);
    const before = usedSeconds;
    const first = await reply("Your file", times.startSeconds);
    if (first.reply?.op !== "ready") await die(forged("Your file"));
    usedSeconds = before; // starting is our time, not the answer's
    child.send({ op: "load", code: bundle.code, file: bundle.file, without });
    const loaded = await reply("Your file", times.callSeconds);
    if (loaded.reply?.op === "threw") return die(thrownError("Your file", loaded.reply, bundle));
    if (loaded.reply?.op !== "loaded" || !Array.isArray(loaded.reply.exports))
      return die(forged("Your file"));
    exported = loaded.reply.exports.map(String);
  };

  return {
    async call(name, args) {
      if (usedSeconds >= times.totalSeconds)
        throw new AnswerError("timeout", `Not run: the answer has used up its ${times.totalSeconds} s.`);
      if (!child) await open();
      if (!exported.includes(name)) throw missingError(name, exported, bundle.file);
      if (child!.waiting() > 0) return die(forged(name));
      const functions: ((...args: never[]) => unknown)[] = [];
      const { tree, payload } = encodeValue(args, (f) => functions.push(f) - 1);
      child!.send({ op: "call", name, args: tree }, payload);
      for (let callBacks = 0; ; callBacks++) {
        const next = await reply(name, times.callSeconds);
        const said = next.reply;
        if (said?.op !== "calls back" || callBacks >= maxCallBacks) return await outcome(name, next);
        answerCallBack(child!, functions[said.function], said.args, next.payload);
      }
    },
    printed: () => printedBefore + (child?.printed() ?? ""),
    async close() {
      await child?.kill();
    },
  };
}

/** Runs a function that was given as an argument, here, with what the child passed to it. */
function answerCallBack(
  child: ConfinedProcess,
  f: ((...args: never[]) => unknown) | undefined,
  args: unknown,
  payload: Uint8Array,
): void {
  try {
    if (!f) throw new Error("this function was not among the arguments.");
    const values = decodeValue(args, payload) as never[];
    const { tree, payload: sent } = encodeValue(f(...values));
    child.send({ op: "answer", value: tree }, sent);
  } catch (error) {
    child.send({ op: "refusal", message: (error as Error).message });
  }
}

const forged = (doing: string): AnswerError =>
  new AnswerError("protocol", `${doing} sent a message that nobody asked for; it counts as no answer.`);

function endingError(
  ending: Exclude<Awaited<ReturnType<ConfinedProcess["receive"]>>, Frame>,
  doing: string,
  printed: string,
): AnswerError {
  if (ending.kind === "timeout")
    return new AnswerError(
      "timeout",
      `${doing} did not finish within ${ending.seconds} s. Is there a loop whose end is never reached?`,
    );
  if (ending.kind === "protocol") return new AnswerError("protocol", `${doing} ${ending.message}.`);
  if (/heap out of memory|Allocation failed|Failed to reserve/.test(printed))
    return new AnswerError("ended", `${doing} used more memory than an answer may have.`);
  if (ending.signal === "SIGXCPU" || ending.code === 152)
    return new AnswerError(
      "timeout",
      `${doing} used up its processor time. Is there a loop whose end is never reached?`,
    );
  const how = ending.signal ? `signal ${ending.signal}` : `exit status ${ending.code}`;
  return new AnswerError("ended", `${doing} ended its process (${how}) instead of returning a value.`);
}

function missingError(name: string, exported: readonly string[], file: string): AnswerError {
  const found =
    exported.length > 0 ? `it exports ${exported.slice(0, 10).join(", ")}` : "it exports no function";
  return new AnswerError("missing", `${file} does not export a function named ${name}; ${found}.`);
}

function thrownError(doing: string, thrown: Reply & { op: "threw" }, bundle: Bundle): AnswerError {
  const message = String(thrown.message);
  if (message.startsWith("TODO: exercise")) return new AnswerError("untouched", "Not attempted yet.");
  const line = faultLine(String(thrown.stack), bundle);
  const where = line === undefined ? "" : ` (${bundle.file}, line ${line})`;
  const name = thrown.name && thrown.name !== "Error" ? `${thrown.name}: ` : "";
  return new AnswerError("threw", `${doing} threw an error${where}: ${name}${message}`);
}

/** The line of the answer nearest to where the error was thrown. */
function faultLine(stack: string, bundle: Bundle): number | undefined {
  for (const frame of stack.split("\n").slice(1)) {
    const at = frame.lastIndexOf(`${bundle.file}:`);
    if (at < 0) continue;
    const [line, column] = frame
      .slice(at + bundle.file.length + 1)
      .split(/[:)]/)
      .map(Number);
    const source = sourceLine(bundle, line, column);
    if (source !== undefined) return source;
  }
  return undefined;
}
