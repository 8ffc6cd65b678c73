/** Starts a kernel, prints its process id, sends it a cell and waits to be killed. */

import { join } from "node:path";
import { request } from "../../../src/notebook/format/message.ts";
import { startKernel } from "../../../src/notebook/kernel/start-kernel.ts";

async function main(): Promise<void> {
  const kernel = await startKernel({ cwd: join(import.meta.dirname, "../../../notebooks") });
  kernel.onMessage(({ header, content }) => {
    if (header.msg_type !== "execute_result") return;
    const { "text/plain": pid } = content.data as Record<string, string>;
    kernel.send(request("execute_request", { code: process.argv[2] }));
    setTimeout(() => console.log(pid), 300); // by then the cell runs
  });
  kernel.send(request("execute_request", { code: "process.pid" }));
}

void main();
