/**
 * The child process in which cells run. Requests arrive over Node's IPC channel; everything that leaves goes
 * through a pipe of its own, written synchronously, so that the output of a busy loop is seen at once and
 * the last words before a crash arrive. `process.send` is taken away: cells have no way to the parent.
 */

import { KernelCore } from "./kernel-core.ts";
import { createServerLink } from "./process-link.ts";
import { prepareNextStart } from "./tslab-converter.ts";
import { startWatchdog } from "./watchdog.ts";

const cwd = process.argv[2] ?? process.cwd();
process.chdir(cwd);
process.title = "unrolled kernel";
const link = createServerLink();
const watchdog = startWatchdog(process.ppid);

const core = new KernelCore(cwd, {
  ...link,
  guard: watchdog,
  cellBegins(requestId) {
    watchdog.announce(requestId);
    link.cellBegins(requestId);
  },
});
let isUnused = true;
link.onRequest((request) => {
  isUnused = false;
  if (request.header.msg_type === "interrupt_request") core.interrupt(String(request.content.cell));
  else core.handle(request);
});
process.on("SIGINT", () => {}); // of a terminal; the watchdog sends its own only where it stops a script
await core.warmUp();
link.ready({ typescript: core.typescriptVersion });
setTimeout(async () => {
  if (!isUnused) return;
  await core.warmUpLibrary(() => isUnused);
  prepareNextStart();
}, 200); // a headless run sends its first cell at once and shall not wait for this
