/** Asks the type-checking process. It costs time of another processor only, and the report waits for it last. */

import type { ChildProcess } from "node:child_process";
import { startProcess } from "./start-process.ts";

export interface TypeNotes {
  check(source: string, file: string): Promise<string[]>;
  close(): void;
}

export const noTypeChecks: TypeNotes = { check: async () => [], close: () => {} };

export function startTypeChecks(root: string): TypeNotes {
  const waiting = new Map<number, (notes: string[]) => void>();
  let child: ChildProcess | undefined;
  let count = 0;
  const start = (): ChildProcess => {
    const started = startProcess("sandbox/type-check-process", [root]);
    started.on("message", ({ id, notes }: { id: number; notes: string[] }) => {
      waiting.get(id)?.(notes);
      waiting.delete(id);
    });
    started.on("exit", () => {
      if (child === started) child = undefined;
      for (const resolve of waiting.values()) resolve(["The types could not be checked: the checker ended."]);
      waiting.clear();
    });
    return started;
  };
  child = start(); // warms up while the first answer is being graded
  return {
    check: (source, file) =>
      new Promise((resolve) => {
        child ??= start();
        waiting.set(++count, resolve);
        child.send({ id: count, source, file });
      }),
    close: () => {
      child?.disconnect();
    },
  };
}
