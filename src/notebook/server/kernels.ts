/** The kernels that run, each in a process of its own. */

import type { Message } from "../format/message.ts";
import type { Kernel } from "../kernel/start-kernel.ts";
import { HttpError } from "./exchange.ts";

export interface RunningKernel {
  readonly id: string;
  readonly kernel: Kernel;
  lastActivity: Date;
  /** Open WebSockets. */
  connections: number;
  /** Somebody asked for the restart that goes on; else the kernel died. */
  isRestartAsked: boolean;
}

export interface Kernels {
  list(): RunningKernel[];
  find(id: string): RunningKernel;
  isAlive(id: string): boolean;
  start(): Promise<RunningKernel>;
  /** Starts one kernel ahead for the first notebook that asks, unless one has asked already. */
  warmUp(): void;
  stop(id: string): Promise<void>;
  stopAll(): Promise<void>;
}

export interface KernelLimits {
  /** A kernel that nobody is connected to and that does nothing is stopped after this time. */
  readonly idleMinutes?: number;
}

/** A kernel takes some 180 MB, and a learner who goes through the chapters leaves one behind in each. */
const defaultIdleMinutes = 60;

export function createKernels(cwd: string, { idleMinutes = defaultIdleMinutes }: KernelLimits = {}): Kernels {
  const kernels = new Map<string, RunningKernel>();
  let warm: Promise<Kernel> | undefined;
  let isAsked = false;
  let isClosed = false;

  async function launch(): Promise<Kernel> {
    const { startKernel } = await import("../kernel/start-kernel.ts");
    const kernel = await startKernel({ cwd });
    if (!isClosed) return kernel;
    await kernel.shutdown();
    throw new HttpError(503, "The server is shutting down.");
  }

  async function start(): Promise<RunningKernel> {
    isAsked = true;
    const early = warm;
    warm = undefined;
    const kernel = await (early ? early.catch(launch) : launch());
    const running: RunningKernel = {
      id: kernel.id,
      kernel,
      lastActivity: new Date(),
      connections: 0,
      isRestartAsked: false,
    };
    kernel.onMessage((_message: Message) => {
      running.lastActivity = new Date();
    });
    kernels.set(running.id, running);
    return running;
  }

  function find(id: string): RunningKernel {
    const running = kernels.get(id);
    if (running) return running;
    throw new HttpError(404, `No kernel ${id} is running; it was stopped, or the server was started again.`);
  }

  async function stop(id: string): Promise<void> {
    const { kernel } = find(id);
    kernels.delete(id);
    await kernel.shutdown();
  }

  function stopForgotten(): void {
    const before = Date.now() - idleMinutes * 60_000;
    for (const { id, kernel, connections, lastActivity } of kernels.values()) {
      const isForgotten = connections === 0 && kernel.state !== "busy" && lastActivity.getTime() < before;
      if (isForgotten) void stop(id).catch(() => undefined);
    }
  }

  const sweep = setInterval(stopForgotten, (idleMinutes * 60_000) / 10);
  sweep.unref();

  return {
    list: () => [...kernels.values()],
    find,
    isAlive: (id) => kernels.has(id) && find(id).kernel.state !== "dead",
    start,
    warmUp() {
      if (isAsked || isClosed) return;
      warm ??= launch();
      warm.catch(() => undefined); // the notebook that asks tries again, and is told
    },
    stop,
    async stopAll() {
      isClosed = true;
      clearInterval(sweep);
      // One that is still starting ends by itself as soon as it can (see launch).
      void warm?.then((kernel) => kernel.shutdown()).catch(() => undefined);
      const running = [...kernels.values()].map(({ kernel }) => kernel.shutdown());
      kernels.clear();
      await Promise.allSettled(running);
    },
  };
}
