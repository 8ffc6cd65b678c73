/** The process that grades. A message { id, requests } gets { id, reports } or { id, error } back. */

import { type Engine, type EngineOptions, type GradeRequest, startEngine } from "./engine.ts";

const options = JSON.parse(process.argv[2]) as EngineOptions;
const starting: Promise<Engine> = startEngine(options);
let last: Promise<unknown> = starting.catch(() => {});

process.on("message", ({ id, requests }: { id: number; requests: GradeRequest[] }) => {
  // One run after another: vitest grades all requests of a run side by side.
  last = last.then(async () => {
    try {
      const engine = await starting;
      process.send!({ id, reports: await engine.grade(requests) });
    } catch (error) {
      process.send!({ id, error: (error as Error).message });
    }
  });
});

process.on("disconnect", async () => {
  const engine = await starting.catch(() => undefined);
  await engine?.close();
  process.exit(0);
});

// Ctrl-C reaches the whole terminal; this process ends when its caller does.
process.on("SIGINT", () => {});
