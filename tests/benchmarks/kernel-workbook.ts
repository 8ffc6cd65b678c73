/** Times this course's kernel as the workbook uses it: over Node's own channel, with a spare process. */

import { join } from "node:path";
import { type Message, request } from "../../src/notebook/format/message.ts";
import type { Kernel } from "../../src/notebook/kernel/start-kernel.ts";
import type { KernelTasks, KernelTimes } from "./kernel-tasks.ts";

/** How long the spare process may take before a restart is timed. */
const spareSeconds = 15;

export async function timeWorkbookKernel(tasks: KernelTasks, folder: string): Promise<KernelTimes> {
  // the build: sources would be compiled first
  const build = join(import.meta.dirname, "../../dist/notebook/kernel/start-kernel.js");
  const { startKernel } = (await import(build)) as typeof import("../../src/notebook/kernel/start-kernel.ts");
  const [ready, kernel] = await timed(() => startKernel({ cwd: folder, spare: true }));
  try {
    await rest(tasks.restSeconds);
    const each = async (codes: readonly string[], type: string): Promise<number[]> => {
      const elapsed: number[] = [];
      for (const code of codes) elapsed.push((await timed(() => ask(kernel, type, { code })))[0]);
      return elapsed;
    };
    const times = {
      ready: [ready],
      first: await each(tasks.first, "execute_request"),
      trivial: await each(tasks.trivial, "execute_request"),
      library: await each(tasks.library, "execute_request"),
      libraryAgain: await each(tasks.libraryAgain, "execute_request"),
      complete: (await each(tasks.complete, "complete_request")).slice(1),
      inspect: (await each(tasks.inspect, "inspect_request")).slice(1),
    };
    await rest(spareSeconds);
    const [restart] = await timed(() => kernel.restart());
    return { ...times, restart: [restart] };
  } finally {
    await kernel.shutdown();
  }
}

/** Resolves when the kernel is idle again. */
function ask(kernel: Kernel, type: string, content: { code: string }): Promise<void> {
  const asked = request(type, { ...content, cursor_pos: content.code.length, detail_level: 0 });
  return new Promise((resolve, reject) => {
    const stop = kernel.onMessage(({ header, parent_header, content: answer }: Message) => {
      if ((parent_header as { msg_id?: string }).msg_id !== asked.header.msg_id) return;
      if (header.msg_type === "error") reject(new Error(`bench: ${content.code}: ${answer.evalue}`));
      if (answer.execution_state !== "idle") return;
      stop();
      resolve();
    });
    kernel.send(asked);
  });
}

async function timed<Result>(action: () => Promise<Result>): Promise<[number, Result]> {
  const start = performance.now();
  const result = await action();
  return [performance.now() - start, result];
}

const rest = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));
