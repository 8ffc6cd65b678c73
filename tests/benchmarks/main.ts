/**
 * Benchmarks: everything in one run, interleaved, in CPU time; ratios first.
 *
 *   npm run bench                     this library alone, and PyTorch where python3-torch is installed
 *   npm run bench -- --peers          against TensorFlow.js, brain.js, ml-matrix and @stdlib; installs them first
 *   npm run bench -- --json FILE      writes everything as JSON
 *   npm run bench -- --results        writes RESULTS.md beside this file
 *   npm run bench -- --quick          short rounds, to see that it runs
 *   npm run bench -- --relaxed        with relaxed SIMD (Node 20: NODE_OPTIONS=--experimental-wasm-relaxed-simd)
 *   npm run bench -- --only LIST      some of: start,products,steps,single,scaling,threads,tasks
 */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { useKernels } from "../../src/library/fused/kernels/load.ts";
import { benchProducts } from "./bench-products.ts";
import { benchScaling } from "./bench-scaling.ts";
import { benchSingle } from "./bench-single.ts";
import { benchStart } from "./bench-start.ts";
import { benchSteps } from "./bench-steps.ts";
import { benchTasks } from "./bench-tasks.ts";
import { benchThreads } from "./bench-threads.ts";
import type { Budget } from "./measure.ts";
import { installPeers } from "./peers/peers.ts";
import { startTorch, type Torch } from "./peers/torch.ts";
import { machine, Report } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    peers: { type: "boolean", default: false },
    results: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    relaxed: { type: "boolean", default: false },
    only: { type: "string", default: "start,products,steps,single,scaling,threads,tasks" },
  },
});

async function main(): Promise<void> {
  const sections = options.only.split(",");
  const budget: Budget = options.quick
    ? { rounds: 3, secondsPerRound: 0.03 }
    : { rounds: 5, secondsPerRound: 0.25 };
  const report = new Report();
  if (options.relaxed) useKernels("relaxed");
  if (sections.includes("start")) benchStart(report);
  if (options.peers && !existsSync(join(import.meta.dirname, "node_modules"))) installPeers();
  const torch = await startTorch();
  report.note(torch ? describeTorch(torch) : "PyTorch is not installed (python3-torch).");
  if (!options.peers) report.note("Without --peers: no comparison with other npm libraries.");
  if (sections.includes("products")) await benchProducts(report, budget, options.peers);
  if (sections.includes("steps")) {
    await benchSteps(report, budget, { tensorflow: options.peers, ...(torch && { torch }) });
  }
  if (sections.includes("single")) await benchSingle(report, budget, options.peers);
  if (sections.includes("scaling")) await benchScaling(report, budget);
  if (sections.includes("threads")) await benchThreads(report);
  if (sections.includes("tasks")) await benchTasks(report);
  torch?.close();
  finish(report);
}

function describeTorch({ version, blas, isReferenceBlas }: Torch): string {
  const text = `PyTorch ${version} on the CPU, one thread, matrix products by ${blas}`;
  if (!isReferenceBlas) return text;
  return `${text}: plain loops, no fair comparison, so its targets are not judged; install libopenblas0-pthread`;
}

function finish(report: Report): void {
  console.log(report.toMarkdown());
  const missed = report.missed();
  console.log(missed.length ? `\nTargets missed: ${missed.join(", ")}` : "\nAll targets met.");
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report.toJSON(), undefined, 1)}\n`);
  if (options.results) writeFileSync(join(import.meta.dirname, "RESULTS.md"), resultsPage(report));
}

/** From profiles of the small and the large LSTM step (node --cpu-prof), and from experiments. */
const whereTheTimeGoes: string = `## Where the time goes

Matrix products take about 73 % of the small LSTM step and 90 % of the large one; the gates 11 % and 8 %; the rest is
packing, copying between matrices and kernels, and Adam. Products with few terms (32 inputs, 64 units) reach about 80 % of the
speed of long ones, because a tile of results is loaded and stored for fewer terms; that is what keeps the small
size from being faster.

Against PyTorch with OpenBLAS the mid and the large size are bound by the width of the registers: WebAssembly has 128 bits,
OpenBLAS uses 256. At the large size that alone is a factor of two, of which the fused steps win back some.

Tried without gain: for a single row, unrolling the inner loop by two and two panels side by side (both a fifth slower:
the engine runs out of registers). Not tried: one product over inputs and hidden state together.

## Two workers over the batch

The rows "threads" run the large LSTM step with one worker and with two, each on half of the rows, weights and gradients in
a SharedArrayBuffer; the main thread adds the gradients and updates. The CPU time of the busiest path (busiest worker and main
thread) says what two idle cores would give; the ratio by the clock holds only where two cores are idle, and falls to 1
and below where other programs want them. This is an experiment of the benchmark: the library itself trains on one
thread. Two would need a model that can be rebuilt in the worker, and in a page, cross-origin isolation for shared memory.

## Missed targets

Two runs of 2026-11-22, both beside other work:

| target                       | first run | second run | short by |
| ---------------------------- | --------- | ---------- | -------- |
| lstm.small.tfjs-cpu >= 120   | 115       | 107        | 4–11 %   |
| lstm.mid.tfjs-cpu >= 80      | 81.2      | 76.6       | 0–4 %    |
| lstm.mid.pytorch >= 1.00     | 0.95      | 0.98       | 2–5 %    |
| batch1.lstm.brain.js >= 40   | 38.3      | 37.2       | 4–7 %    |

lstm.small.float64-over-float32 was 0.34 in the first run and 0.45 in the second (wanted: 0.40). For the small size and for
one row see "Where the time goes"; at the mid size most of the time goes to products that already run at the 128-bit peak.
Ratios move by about 10 % from run to run on a machine that does other work.

The "128-bit peak" is the fastest loop of products and sums that we could write in WebAssembly. The product kernel
beats it, so it is a lower bound of the machine's peak, and nn-over-peak above 1 means "at least as fast as that loop".`;

function resultsPage(report: Report): string {
  return [
    "# Benchmark results",
    "",
    `${new Date().toISOString().slice(0, 10)}, ${machine()}. CPU time, one thread, all candidates in one run, taking turns;`,
    "medians over the rounds. Ratios above 1 mean that this library is faster. Run again with",
    "`npm run bench -- --peers --results`; PyTorch is Debian's `python3-torch` with `libopenblas0-pthread`.",
    "",
    report.toMarkdown(),
    "",
    whereTheTimeGoes,
    "",
  ].join("\n");
}

await main();
process.exit();
