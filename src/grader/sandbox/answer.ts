/**
 * A learner's answer as callable functions: loads the bundle into a confined child and calls it.
 *
 * At most one call is outstanding, and it gets one reply. A child that died (a loop that never ends,
 * process.exit, too much memory) is replaced at the next call, until the time for the whole answer is used up.
 */

import { AnswerError, endingError, forged, missingError, thrownError } from "./answer-error.ts";
import type { Bundle } from "./bundle.ts";
import { type ConfinedProcess, isEnding, type Launch } from "./confined-process.ts";
import { FrameError } from "./frame.ts";
import { returnProcess, takeProcess } from "./process-pool.ts";
import type { Reply } from "./runner.ts";
import { decodeValue, encodeValue } from "./value.ts";

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
/** A loop without end costs the whole time of a call; a third one would tell nothing new. */
const mostTimeouts = 2;

interface Received {
  readonly reply: Reply;
  readonly payload: Uint8Array;
}

/** Opens nothing yet; the first call does. */
export function openAnswer(options: AnswerOptions): Answer {
  const session = openSession(options);
  let timeouts = 0;
  return {
    ...session,
    async call(name, args) {
      if (timeouts >= mostTimeouts)
        throw new AnswerError("timeout", "Not run: calls before this one did not finish.");
      const before = session.printed();
      try {
        return await session.call(name, args);
      } catch (error) {
        if (!(error instanceof AnswerError)) throw error;
        if (error.kind === "timeout") timeouts++;
        if (error.kind !== "ended" || !session.sharesProcess()) throw error;
        // What an earlier answer left in the process may have ended it; in a new one it is this answer's own doing.
        session.forgetSince(before);
        return await session.call(name, args);
      }
    },
  };
}

/** An answer whose process may have served others before. */
interface Session extends Answer {
  /** The last process that was opened has served another answer of the same student. */
  sharesProcess(): boolean;
  /** Goes back to what was printed then. */
  forgetSince(printed: string): void;
}

function openSession({ launch, bundle, without, times }: AnswerOptions): Session {
  let child: ConfinedProcess | undefined;
  let exported: readonly string[] = [];
  let usedSeconds = 0;
  let printedBefore = "";
  /** The process has served another answer of the student before. */
  let reused = false;

  const die = async (error: AnswerError): Promise<never> => {
    await child?.kill();
    printedBefore += child?.printed() ?? "";
    child = undefined;
    throw error;
  };
  /** The next reply of the running child, or the sentence that says why there is none. */
  const reply = async (doing: string, seconds: number): Promise<Received> => {
    const before = child!.usedSeconds();
    const result = await child!.receive(seconds);
    usedSeconds += child!.usedSeconds() - before;
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
    const lease = await takeProcess(launch, without, times.startSeconds); // our time, not the answer's
    ({ child, reused } = lease);
    if (isEnding(lease.first)) return die(endingError(lease.first, "Your file", child.printed()));
    child.send({ op: "load", code: bundle.code, file: bundle.file, without });
    const loaded = await reply("Your file", times.callSeconds);
    if (loaded.reply?.op === "threw") return die(thrownError("Your file", loaded.reply, bundle));
    if (loaded.reply?.op !== "loaded" || !Array.isArray(loaded.reply.exports))
      return die(forged("Your file"));
    exported = loaded.reply.exports.map(String);
  };

  const printed = (): string => printedBefore + (child?.printed() ?? "");

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
    printed,
    sharesProcess: () => reused,
    forgetSince(text) {
      printedBefore = text;
    },
    async close() {
      const last = child;
      printedBefore = printed();
      child = undefined;
      await returnProcess(launch, without, last, usedSeconds);
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
