/**
 * Confined processes that serve one student's answers, one after another. Starting Node costs more than
 * running an answer, so a class whose every answer had its own process would take three times as long.
 *
 * A process never serves two students. A student's answers could share nothing through it that they could not also
 * have in their own text, but for functions of the library: so an exercise that withholds some of them gets no
 * process in which an earlier answer could have put one aside. A process is given up, too, when an answer ended it,
 * took long, or changed what the next one would find there (see pristine.ts).
 */

import {
  type ConfinedProcess,
  type Ending,
  isEnding,
  type Launch,
  startConfined,
} from "./confined-process.ts";
import type { Frame } from "./frame.ts";
import type { Reply } from "./runner.ts";

export interface Lease {
  readonly child: ConfinedProcess;
  /** "ready", or what came instead of it. */
  readonly first: Frame | Ending;
  /** It has served another answer before, so that its end may not be this answer's fault. */
  readonly reused: boolean;
}

interface Idle {
  readonly child: ConfinedProcess;
  readonly usedSeconds: number;
  readonly withheld: readonly string[];
  readonly timer: NodeJS.Timeout;
}

/** The processor time of a process is limited; so much of it may be used before another one starts. */
const mostUsedSeconds = 4;
/** A process that nobody asks for again ends. */
const idleSeconds = 60;
const renewSeconds = 5;

const idle = new Map<string, Idle>();
const usedBefore = new WeakMap<ConfinedProcess, number>();
/** Names of the library that none of the answers in a process ever had. */
const withheldBefore = new WeakMap<ConfinedProcess, readonly string[]>();
/** How many answers of an owner are done. */
const done = new Map<string, number>();

/** A process that is ready to load an answer to which `without` is withheld: the student's own from before, or a new one. */
export async function takeProcess(
  launch: Launch,
  without: readonly string[],
  startSeconds: number,
): Promise<Lease> {
  const known = idle.get(keyOf(launch));
  if (known) {
    idle.delete(keyOf(launch));
    clearTimeout(known.timer);
    const { child, usedSeconds, withheld } = known;
    if (without.some((name) => !withheld.includes(name))) {
      await child.kill();
      return startProcess(launch, startSeconds);
    }
    child.send({ op: "renew" });
    const first = await child.receive(renewSeconds);
    child.forgetPrinted();
    if (isReady(first) && child.waiting() === 0) {
      usedBefore.set(child, usedSeconds);
      withheldBefore.set(child, withheld);
      return { child, first, reused: true };
    }
    await child.kill();
  }
  return startProcess(launch, startSeconds);
}

async function startProcess(launch: Launch, startSeconds: number): Promise<Lease> {
  const child = startConfined(launch);
  return { child, first: await child.receive(startSeconds), reused: false };
}

const isReady = (reply: Frame | Ending): boolean =>
  !isEnding(reply) && (reply.header as Reply | null)?.op === "ready";

/** The answer is done. Its process, if it has one, is kept for the student's next answer if one may come, else ended. */
export async function returnProcess(
  launch: Launch,
  without: readonly string[],
  child: ConfinedProcess | undefined,
  usedSeconds: number,
): Promise<void> {
  const key = keyOf(launch);
  const isLast = countDone(launch);
  if (!child) return isLast ? endIdle(key) : undefined;
  const used = (usedBefore.get(child) ?? 0) + usedSeconds;
  const isSpent = used > mostUsedSeconds || child.waiting() > 0;
  if (isLast || isSpent || launch.owner === undefined || idle.has(key)) return child.kill();
  const timer = setTimeout(() => void endIdle(key), 1000 * idleSeconds);
  timer.unref();
  const withheld = (withheldBefore.get(child) ?? without).filter((name) => without.includes(name));
  idle.set(key, { child, usedSeconds: used, withheld, timer });
}

function countDone(launch: Launch): boolean {
  const answers = launch.owner?.answers;
  if (answers === undefined) return false;
  const key = keyOf(launch);
  const count = (done.get(key) ?? 0) + 1;
  if (count < answers) done.set(key, count);
  else done.delete(key);
  return count >= answers;
}

async function endIdle(key: string): Promise<void> {
  const known = idle.get(key);
  if (!known) return;
  clearTimeout(known.timer);
  idle.delete(key);
  await known.child.kill();
}

const keyOf = ({ owner, script }: Launch): string => JSON.stringify([owner?.student, script]);
