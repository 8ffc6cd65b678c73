/**
 * Times kernels side by side: this course's in the workbook and in Jupyter, stock tslab and Deno's, which comes with
 * the other peers (`npm ci --prefix tests/benchmarks`).
 *
 *   npm run bench:kernel                prints the table; needs the build, and python3-jupyter-client
 *   npm run bench:kernel -- --results   also writes its section of RESULTS.md beside this file
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/needs.ts";
import { type KernelTask, type KernelTimes, kernelTasks } from "./kernel-tasks.ts";
import { timeWorkbookKernel } from "./kernel-workbook.ts";
import { writeResults } from "./results-page.ts";

const project = join(import.meta.dirname, "../..");
const notebooks = join(project, "notebooks");
const rounds = 3;

/** Of tests/notebook/kernel/conformance.py, the same samples for both. */
const conformance =
  "Jupyter's conformance suite (jupyter_kernel_test): Unrolled 12 of 12, stock tslab 1.0.22 5 of 12.";

const rows: readonly { task: KernelTask; title: string; goal?: number }[] = [
  { task: "ready", title: "ready for the first cell", goal: 1500 },
  { task: "first", title: "first cell" },
  { task: "trivial", title: "trivial cell", goal: 20 },
  { task: "library", title: "imports the whole library, first time" },
  { task: "libraryAgain", title: "imports the whole library, again", goal: 80 },
  { task: "complete", title: "completion", goal: 30 },
  { task: "inspect", title: "inspection" },
  { task: "restart", title: "restart with the spare process", goal: 500 },
];

/** Writes kernelspecs for what Jupyter shall start; returns the environment that finds them. */
function installKernels(): { environment: NodeJS.ProcessEnv; names: string[] } {
  const prefix = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
  const deno = denoProgram();
  const tslab = join(project, "node_modules/tslab/bin/tslab");
  const ours = [join(project, "dist/cli/main.js"), "kernel", "run", "--connection-file", "{connection_file}"];
  const commands: Record<string, string[]> = {
    Unrolled: [process.execPath, ...ours],
    tslab: [process.execPath, tslab, "kernel", "--config-path={connection_file}"],
    ...(deno && { Deno: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"] }),
  };
  for (const [name, argv] of Object.entries(commands)) {
    const folder = join(prefix, "share/jupyter/kernels", name.toLowerCase());
    mkdirSync(folder, { recursive: true });
    const spec = { argv, display_name: name, language: "typescript", interrupt_mode: "message" };
    writeFileSync(join(folder, "kernel.json"), JSON.stringify(spec));
  }
  const environment = { ...process.env, JUPYTER_PATH: join(prefix, "share/jupyter") };
  return { environment, names: Object.keys(commands) };
}

/** The program itself, from its package for this platform, or an installed one: the package's own launcher adds a process. */
function denoProgram(): string | undefined {
  const folder = join(import.meta.dirname, "node_modules/@deno");
  const packages = existsSync(folder) ? readdirSync(folder) : [];
  return packages.length > 0 ? join(folder, packages[0] as string, "deno") : program("deno");
}

function timeJupyterKernel(name: string, env: NodeJS.ProcessEnv): KernelTimes {
  const client = join(import.meta.dirname, "kernel_client.py");
  const options = [client, name.toLowerCase(), JSON.stringify(kernelTasks)];
  return JSON.parse(execFileSync("/usr/bin/python3", options, { env, cwd: notebooks, encoding: "utf8" }));
}

/** All kernels in turn, then again: what disturbs the machine disturbs them all. */
async function measure(): Promise<Map<string, KernelTimes[]>> {
  const { environment, names } = installKernels();
  const found = new Map<string, KernelTimes[]>();
  const note = (name: string, times: KernelTimes): void => {
    found.set(name, [...(found.get(name) ?? []), times]);
  };
  for (let round = 0; round < rounds; round++) {
    note("Unrolled, workbook", await timeWorkbookKernel(kernelTasks, notebooks));
    for (const name of names) note(`${name}, Jupyter`, timeJupyterKernel(name, environment));
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function markdownTable(found: Map<string, KernelTimes[]>): string {
  const cell = (task: KernelTask, runs: readonly KernelTimes[]): string => {
    const values = runs.flatMap((times) => times[task] ?? []);
    return values.length === 0 ? "–" : `${median(values).toFixed(values.length > rounds ? 1 : 0)}`;
  };
  const lines = rows.map(({ task, title, goal }) => {
    const cells = [...found.values()].map((runs) => cell(task, runs));
    return `| ${[title, goal === undefined ? "" : `≤ ${goal}`, ...cells].join(" | ")} |`;
  });
  const head = ["milliseconds", "goal", ...found.keys()];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...lines].join("\n");
}

async function main(): Promise<void> {
  const before = loadavg()[0] ?? 0;
  const table = markdownTable(await measure());
  const load = `Load of the machine before: ${before.toFixed(1)} on ${cpus().length} processors.`;
  const about = `Medians of ${rounds} starts each, one after the other in turn. ${load} Node ${process.versions.node}.`;
  console.log(`${about}\n\n${table}`);
  if (!process.argv.includes("--results")) return;
  const page = `## Kernels\n\n${about}\n\n${table}\n\n${conformance}\n`;
  writeResults("kernels", page);
}

await main();
