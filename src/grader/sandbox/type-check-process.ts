/** Checks types beside the grading, in a process of its own. A message { id, source, file } gets { id, notes } back. */

import { createTypeChecker } from "./type-check.ts";

const checker = createTypeChecker(process.argv[2]);

process.on("message", ({ id, source, file }: { id: number; source: string; file: string }) => {
  let notes: string[] = [];
  try {
    notes = checker.check(source, file);
  } catch (error) {
    notes = [`The types could not be checked: ${(error as Error).message}`];
  }
  process.send!({ id, notes });
});

// Ctrl-C reaches the whole terminal; this process ends when its caller does.
process.on("SIGINT", () => {});
