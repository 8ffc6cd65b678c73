/** Starts a kernel: a supervised process in which the cells of one notebook run. */

import { randomUUID } from "node:crypto";
import type { Kernel, KernelOptions } from "./kernel.ts";
import { KernelSupervisor } from "./kernel-supervisor.ts";

export type { Kernel, KernelOptions, KernelState } from "./kernel.ts";

/** Resolves when the kernel takes cells. `cwd` is the notebook's folder: imports are resolved from there. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const kernel = new KernelSupervisor(randomUUID(), options);
  await kernel.start();
  return kernel;
}
