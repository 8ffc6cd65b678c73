/** A vitest instance that stays warm: each run grades the answers that it is handed. */

import { join } from "node:path";
import { createVitest, type Reporter, type TestModule, type Vitest } from "vitest/node";
import type { CheckRecord, GradingContext, SummaryRecord } from "./grading-context.ts";
import { lastingWorkers } from "./lasting-worker.ts";

/** What one test of the run says. */
export interface CheckResult extends CheckRecord {
  readonly state: "passed" | "failed" | "skipped";
  readonly message: string;
}

export interface TestRunResult {
  readonly checks: readonly CheckResult[];
  readonly summaries: readonly SummaryRecord[];
  /** Faults of the check files themselves. */
  readonly errors: readonly string[];
}

export interface TestRun {
  /** `files`: test files, absolute. */
  run(context: GradingContext, files: readonly string[]): Promise<TestRunResult>;
  close(): Promise<void>;
}

/** `workers`: threads side by side, each with files of its own. */
export async function startTestRun(root: string, workers: number): Promise<TestRun> {
  let collected: TestRunResult = { checks: [], summaries: [], errors: [] };
  const reporter: Reporter = {
    onTestRunEnd(modules, unhandled) {
      const results = modules.map(readModule);
      collected = {
        checks: results.flatMap(({ checks }) => checks),
        summaries: results.flatMap(({ summaries }) => summaries),
        errors: [...results.flatMap(({ errors }) => errors), ...unhandled.map(({ message }) => message)],
      };
    },
  };
  const lasting = lastingWorkers();
  const vitest: Vitest = await createVitest("test", {
    config: join(root, "tests/exercises/vitest.config.ts"),
    watch: false,
    maxWorkers: workers,
    pool: lasting.pool,
    reporters: [reporter],
  });
  await vitest.standalone();
  return {
    async run(context, files) {
      collected = { checks: [], summaries: [], errors: [] };
      vitest.provide("grading", context);
      const project = vitest.getRootProject();
      const specifications = files.map((file) => project.createSpecification(file));
      await vitest.runTestSpecifications(specifications, false);
      process.exitCode = undefined; // failing checks are a result here, not a failure of this process
      return collected;
    },
    async close() {
      await vitest.close();
      await lasting.close();
    },
  };
}

function readModule(module: TestModule): TestRunResult {
  const checks: CheckResult[] = [];
  const summaries: SummaryRecord[] = [];
  for (const test of module.children.allTests()) {
    const { check, summary } = test.meta();
    const result = test.result();
    if (summary) summaries.push(summary);
    if (!check || result.state === "pending") continue;
    const message = result.state === "skipped" ? (result.note ?? "") : (result.errors?.[0]?.message ?? "");
    checks.push({ ...check, state: result.state, message });
  }
  return {
    checks,
    summaries,
    errors: module.errors().map(({ message }) => `${module.relativeModuleId}: ${message}`),
  };
}
