/**
 * How long each notebook runs from its first cell to its last, kernel's start included, with both budgets.
 *
 *   npm run bench:notebooks -- [--results]      --results writes its section of RESULTS.md
 *
 * Needs the build. One notebook at a time; takes about ten minutes.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { notebookNames, notebooksFolder } from "../notebooks/course.ts";
import { writeResults } from "./results-page.ts";

const run = promisify(execFile);
const main = join(import.meta.dirname, "../../dist/cli/main.js");
const budgets = ["quick", "full"] as const;
/** Seconds for one notebook, and with the quick budget for all of them. */
const goals = { quick: 15, full: 120, all: 300 };

type Seconds = Record<(typeof budgets)[number], number>;

async function secondsOf(name: string, budget: (typeof budgets)[number], folder: string): Promise<number> {
  const started = performance.now();
  const command = [main, "run", join(notebooksFolder, name), "--out", join(folder, name)];
  await run(process.execPath, command, { env: { ...process.env, BUDGET: budget } });
  return (performance.now() - started) / 1000;
}

function report(rows: readonly (readonly [string, Seconds])[], load: number): string {
  const [quick, full] = budgets.map((budget) => rows.map(([, seconds]) => seconds[budget]));
  const sum = (values: readonly number[]): string => values.reduce((a, b) => a + b, 0).toFixed(0);
  return `## The notebooks

Seconds from nothing to the executed notebook, one after the other. Goals: ${goals.quick} s each with the quick budget
(longest: ${Math.max(...quick).toFixed(1)}) and ${goals.all} s for all (${sum(quick)}), ${goals.full} s each with the full one (longest: ${Math.max(...full).toFixed(0)}).
Load of the machine before: ${load.toFixed(1)} on ${cpus().length} processors. Node ${process.versions.node}.
Made by \`npm run bench:notebooks\`.

| notebook | quick, s | full, s |
| --- | --- | --- |
${rows.map(([name, seconds]) => `| ${name.replace(".ipynb", "")} | ${seconds.quick.toFixed(1)} | ${seconds.full.toFixed(1)} |`).join("\n")}
| all | ${sum(quick)} | ${sum(full)} |
`;
}

const load = loadavg()[0];
const folder = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
try {
  const rows: [string, Seconds][] = [];
  for (const name of notebookNames) {
    const quick = await secondsOf(name, "quick", folder);
    const full = await secondsOf(name, "full", folder);
    rows.push([name, { quick, full }]);
    console.log(`${name}: ${quick.toFixed(1)} s quick, ${full.toFixed(1)} s full`);
  }
  const text = report(rows, load);
  if (process.argv.includes("--results")) writeResults("notebooks", text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
