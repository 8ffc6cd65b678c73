import { afterEach, expect, it } from "vitest";
import { createKernels, type Kernels } from "../../../src/notebook/server/kernels.ts";
import { createSessions } from "../../../src/notebook/server/sessions.ts";

/** Each kernel is a process; beside the other tests on two cores it may take long to start. */
const processTimeout = 120_000;

let kernels: Kernels;
afterEach(() => kernels.stopAll());

it(
  "stops a kernel that was left behind, not while a page is connected to it",
  async () => {
    kernels = createKernels(import.meta.dirname, { idleMinutes: 0.5 / 60 });
    const running = await kernels.start();
    running.connections = 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const whileConnected = kernels.list().length;

    running.connections = 0;

    await expect.poll(() => kernels.list(), { timeout: 10_000 }).toEqual([]);
    expect(whileConnected).toBe(1);
    expect(running.kernel.state).toBe("dead");
  },
  processTimeout,
);

it(
  "gives a notebook whose kernel has died a new one",
  async () => {
    kernels = createKernels(import.meta.dirname);
    const sessions = createSessions(kernels);
    const request = { path: "a.ipynb", name: "", type: "notebook" };
    const first = await sessions.open(request);
    await kernels.find(first.kernelId).kernel.shutdown();

    const second = await sessions.open(request);

    expect(second.kernelId).not.toBe(first.kernelId);
    expect(kernels.isAlive(second.kernelId)).toBe(true);
  },
  processTimeout,
);
