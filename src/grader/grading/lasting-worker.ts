/**
 * Worker threads for vitest that last: after a run the thread is kept for the next one, with the checks, the library and
 * the known mistakes loaded and compiled. vitest starts its own workers anew for every run, which takes longer than
 * grading an answer.
 *
 * Only trusted code runs in them: the checks. vitest loads a file of checks afresh in every run.
 */

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from "vitest/node";

export interface LastingWorkers {
  /** What vitest's option `pool` takes. */
  readonly pool: PoolRunnerInitializer;
  /** Ends the threads; vitest must be closed before. */
  close(): Promise<void>;
}

/** A thread is replaced now and then, so that nothing can pile up in it. */
const mostRuns = 200;

interface Thread {
  readonly worker: Worker;
  runs: number;
}

type Listener = (message: unknown) => void;

export function lastingWorkers(): LastingWorkers {
  const idle: Thread[] = [];
  return {
    pool: { name: "lasting", createPoolWorker: (options) => lastingWorker(options, idle) },
    async close() {
      await Promise.all(idle.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}

/** One run's worker, as vitest sees it; it takes a thread that is idle, or starts one. */
function lastingWorker({ distPath, env, execArgv }: PoolOptions, idle: Thread[]): PoolWorker {
  const listeners: [event: string, listener: Listener][] = [];
  let thread: Thread | undefined;
  let isDone = false;
  const answer = (type: "started" | "stopped"): void => {
    const message = { type, __vitest_worker_response__: true };
    setImmediate(() => {
      for (const [event, listener] of [...listeners]) if (event === "message") listener(message);
    });
  };
  return {
    name: "lasting",
    async start() {
      thread = idle.pop() ?? { worker: startThread(distPath, env, execArgv), runs: 0 };
      thread.runs++;
    },
    send(message) {
      const type = isRequest(message) ? message.type : undefined;
      if (type === "stop") {
        isDone = true;
        answer("stopped");
      } else if (type === "start" && thread!.runs > 1) answer("started");
      else thread!.worker.postMessage(type === "start" ? asThreads(message) : message);
    },
    on(event, listener) {
      listeners.push([event, listener]);
      thread!.worker.on(event, listener);
    },
    off(event, listener) {
      const at = listeners.findIndex((known) => known[0] === event && known[1] === listener);
      if (at >= 0) listeners.splice(at, 1);
      thread!.worker.off(event, listener);
    },
    async stop() {
      const { worker, runs } = thread!;
      for (const [event, listener] of listeners.splice(0)) worker.off(event, listener);
      // A run that did not end by itself may have left anything behind.
      if (isDone && runs < mostRuns) idle.push(thread!);
      else await worker.terminate();
    },
    deserialize: (data) => data,
  };
}

/** What the thread itself runs is vitest's own worker of the pool "threads". */
function startThread(distPath: string, env: PoolOptions["env"], execArgv: string[]): Worker {
  const worker = new Worker(join(distPath, "workers/threads.js"), {
    env: env as NodeJS.ProcessEnv,
    execArgv,
  });
  worker.unref();
  return worker;
}

/** vitest posts its own calls beside its requests. */
const isRequest = (message: unknown): message is WorkerRequest =>
  typeof message === "object" && message !== null && "__vitest_worker_request__" in message;

const asThreads = (message: WorkerRequest): WorkerRequest =>
  "context" in message
    ? ({ ...message, context: { ...message.context, pool: "threads" } } as WorkerRequest)
    : message;
