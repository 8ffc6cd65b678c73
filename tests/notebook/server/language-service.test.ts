/** The language service's process may end at any moment: the server goes on. */

import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { createLanguageService } from "../../../src/notebook/server/language/language-service.ts";

const started = vi.hoisted(() => [] as ChildProcess[]);

vi.mock(import("node:child_process"), async (load) => {
  const original = await load();
  const fork = (...options: Parameters<typeof original.fork>) => {
    const child = original.fork(...options);
    started.push(child);
    return child;
  };
  return { ...original, fork: fork as typeof original.fork };
});

it("answers again after its process was killed, and tells who asked in that moment", async () => {
  const service = createLanguageService(join(import.meta.dirname, "../../../notebooks"));
  const cells = [{ id: "a", source: "const answer = 42;\nanswer" }];
  const ask = async () =>
    (await service.ask({ kind: "inspect", cells, cell: "a", position: 20 })).inspection?.type;
  expect(await ask()).toBe("const answer: 42");

  started[0]!.kill("SIGKILL");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500); // it is dead, and nobody knows yet

  await expect(ask()).rejects.toThrow("The language service ended; ask again.");
  expect(await ask()).toBe("const answer: 42");
  service.close();
});
