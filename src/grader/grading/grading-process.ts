/**
 * The process that grades. Its first message holds the options; from then on a message { id, requests } gets
 * { id, reports } or { id, error } back.
 */

import { type Engine, type EngineOptions, type GradeRequest, startEngine } from "./engine.ts";

interface Work {
  readonly id: number;
  readonly requests: readonly GradeRequest[];
}

let starting: Promise<Engine> | undefined;
let last: Promise<unknown> = Promise.resolve();

process.on("message", (message: Work | { readonly options: EngineOptions }) => {
  if ("options" in message) {
    starting = startEngine(message.options);
    last = starting.catch(() => {});
  } else grade(message);
});

function grade({ id, requests }: Work): void {
  // One run after another: vitest grades all requests of a run side by side.
  last = last.then(async () => {
    try {
      const engine = await starting!;
      answer({ id, reports: await engine.grade(requests) });
    } catch (error) {
      answer({ id, error: (error as Error).message });
    }
  });
}

/** Nobody listens any more when the caller has gone in the middle of a run. */
function answer(message: object): void {
  if (process.connected) process.send!(message);
}

process.on("disconnect", async () => {
  const engine = await starting?.catch(() => undefined);
  await engine?.close();
  process.exit(0);
});

// Ctrl-C reaches the whole terminal; this process ends when its caller does.
process.on("SIGINT", () => {});
