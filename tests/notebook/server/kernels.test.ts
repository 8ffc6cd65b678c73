import { afterEach, expect, it } from "vitest";
import { createKernels, type Kernels } from "../../../src/notebook/server/kernels.ts";
import { createSessions } from "../../../src/notebook/server/sessions.ts";

let kernels: Kernels;
afterEach(() => kernels.stopAll());

it("stops a kernel that was left behind, not while a page is connected to it", async () => {
  kernels = createKernels(import.meta.dirname, { idleMinutes: 0.5 / 60 });
  const ids = () => kernels.list().map(({ id }) => id);
  const connected = await kernels.start();
  connected.connections = 1;
  await kernels.start(); // younger, and nobody's
  await expect.poll(ids).toEqual([connected.id]);

  connected.connections = 0;

  await expect.poll(ids).toEqual([]);
  expect(connected.kernel.state).toBe("dead");
});

it("gives a notebook whose kernel has died a new one", async () => {
  kernels = createKernels(import.meta.dirname);
  const sessions = createSessions(kernels);
  const request = { path: "a.ipynb", name: "", type: "notebook" };
  const first = await sessions.open(request);
  await kernels.find(first.kernelId).kernel.shutdown();

  const second = await sessions.open(request);

  expect(second.kernelId).not.toBe(first.kernelId);
  expect(kernels.isAlive(second.kernelId)).toBe(true);
});
