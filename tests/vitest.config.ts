import { join } from "node:path";
import { defineConfig } from "vitest/config";
import LongestFirst from "./support/longest-first.ts";

const root = join(import.meta.dirname, "..");
/** Tests read the library's sources, not its build. */
const conditions = ["source"];

export default defineConfig({
  root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Limits against hanging only, far above what is usual: a busy machine is no fault of what is tested.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    reporters: ["default", join(import.meta.dirname, "support/summary-reporter.ts")],
    projects: [
      {
        extends: true,
        test: {
          name: "unrolled",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/exercises/**", "tests/firefox/**", "tests/long/**"],
        },
      },
      {
        extends: true,
        test: { name: "long", include: ["tests/long/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "firefox", include: ["tests/firefox/*.test.ts"] },
      },
    ],
  },
});
