/** Writes vitest's counts to the file named by UNROLLED_SUMMARY, for .ci/run to print as its last line. */

import { appendFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.UNROLLED_SUMMARY;
    if (!file) return;
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed++; // a file that could not be loaded
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed") counts[state]++;
        else counts.skipped++;
      }
    }
    appendFileSync(file, `${counts.passed} ${counts.failed} ${counts.skipped}\n`);
  }
}
