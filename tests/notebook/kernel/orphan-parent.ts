/** Starts a kernel, sends it a cell, prints the kernel's process id when the cell runs, and waits to be killed. */

import { join } from "node:path";
import { request } from "../../../src/notebook/format/message.ts";
import { startKernel } from "../../../src/notebook/kernel/start-kernel.ts";

async function main(): Promise<void> {
  const kernel = await startKernel({ cwd: join(import.meta.dirname, "../../../notebooks") });
  kernel.onMessage(({ header, content }) => {
    if (header.msg_type === "stream") console.log(content.text);
  });
  kernel.send(request("execute_request", { code: `console.log(process.pid); ${process.argv[2]}` }));
}

void main();
