/** The vitest run that grades. It is started by the grader, which hands it the answers; see src/grader/grading. */

import { join } from "node:path";
import { defineConfig } from "vitest/config";

const conditions = ["source"];

export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["tests/exercises/*.test.ts"],
    // The grader brings threads of its own (lasting-worker.ts), which share its process, so that one signal handler guards
    // them all. The checks are trusted.
    isolate: false,
    maxWorkers: 2,
    cache: false,
    execArgv: [],
    passWithNoTests: true,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
