/** Writes vitest's counts, and what failed, to the file named by UNROLLED_SUMMARY, for .ci/run to end with. */

import { appendFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.UNROLLED_SUMMARY;
    if (!file) return;
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const failures: string[] = [];
    for (const module of modules) {
      if (module.errors().length > 0) {
        counts.failed++; // a file that could not be loaded
        failures.push(`${module.moduleId}: ${firstLine(module.errors()[0])}`);
      }
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        if (state === "failed")
          failures.push(`${module.moduleId} > ${test.fullName}: ${firstLine(errors[0])}`);
        if (state === "passed" || state === "failed") counts[state]++;
        else counts.skipped++;
      }
    }
    const lines = [...failures, `${counts.passed} ${counts.failed} ${counts.skipped}`];
    appendFileSync(file, `${lines.join("\n")}\n`);
  }
}

const firstLine = (error?: { message: string }): string => error?.message.split("\n")[0] ?? "";
